using System.Collections.Frozen;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace ToyuFlow.Server.Designer.Hosting;

/// <summary>
/// The files of Elsa Studio, as its package brings them: already compressed, and most with a fingerprint in their name, so that a browser
/// never asks for one twice. They are public: the same for everybody who installs the package.
/// </summary>
public sealed partial class StudioFiles
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".js"] = "text/javascript",
        [".mjs"] = "text/javascript",
        [".css"] = "text/css",
        [".json"] = "application/json",
        [".wasm"] = "application/wasm",
        [".dat"] = "application/octet-stream",
        [".woff2"] = "font/woff2",
        [".woff"] = "font/woff",
        [".ttf"] = "font/ttf",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".txt"] = "text/plain",
        [".html"] = "text/html",
    }.ToFrozenDictionary();

    private readonly Lazy<FrozenDictionary<string, StudioFile>> _files;

    public StudioFiles()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "studio");
        Root = Directory.Exists(published) ? published : File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "studio.path")).Trim();
        _files = new Lazy<FrozenDictionary<string, StudioFile>>(Scan);
    }

    /// <summary>The folder "studio" of a published service; a build is told by "studio.path" where the package lies.</summary>
    public string Root { get; }

    /// <summary>What a page with Studio loads first, largest first; the languages that it does not use are left out.</summary>
    public IReadOnlyList<string> FirstLoad => [.. _files.Value.Values.Where(f => f.IsFingerprinted && f.Path.StartsWith("_framework/", StringComparison.Ordinal) && !Satellite().IsMatch(f.Path)).OrderByDescending(f => f.Length).Select(f => f.Path)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var pattern in new[] { "/designer/_framework/{**rest}", "/designer/_content/{**rest}", "/designer/{rest:regex(^[A-Za-z.]+[.](css|json)$)}" })
        {
            routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (HttpContext http, StudioFiles files) => files.Answer(http)).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private IResult Answer(HttpContext http)
    {
        var path = http.Request.Path.Value!["/designer/".Length..];
        if (!_files.Value.TryGetValue(path, out var file))
        {
            return Results.NotFound();
        }

        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        http.Response.Headers.CacheControl = file.IsFingerprinted ? "public, max-age=31536000, immutable" : "no-cache";
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var encoding = file.Brotli && accepted.Contains("br", StringComparison.Ordinal) ? "br" : file.Gzip && accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip" : null;
        if (encoding is not null)
        {
            http.Response.Headers.ContentEncoding = encoding;
        }

        var onDisk = Path.Combine(Root, path) + encoding switch { "br" => ".br", "gzip" => ".gz", _ => "" };
        var tag = new EntityTagHeaderValue($"\"{file.ModifiedTicks:x}-{file.Length:x}{encoding}\"");
        return File.Exists(onDisk)
            ? Results.File(onDisk, file.ContentType, entityTag: tag)
            : Results.Stream(new GZipStream(File.OpenRead(onDisk + ".gz"), CompressionMode.Decompress), file.ContentType, entityTag: tag);
    }

    private FrozenDictionary<string, StudioFile> Scan()
    {
        var found = new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(Root, f.FullName).Replace(Path.DirectorySeparatorChar, '/'), StringComparer.Ordinal);
        return found.Keys.Select(Plain).Distinct().Where(p => Types.ContainsKey(Path.GetExtension(p)))
            .Select(path => new StudioFile(
                path,
                Types[Path.GetExtension(path)],
                found.ContainsKey(path + ".br"),
                found.ContainsKey(path + ".gz"),
                Fingerprint().IsMatch(path),
                (found.GetValueOrDefault(path + ".br") ?? found.GetValueOrDefault(path) ?? found[path + ".gz"]).Length,
                (found.GetValueOrDefault(path) ?? found.GetValueOrDefault(path + ".gz") ?? found[path + ".br"]).LastWriteTimeUtc.Ticks))
            .ToFrozenDictionary(f => f.Path, StringComparer.Ordinal);
    }

    private static string Plain(string path) => path.EndsWith(".br", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;

    [GeneratedRegex(@"\.[a-z0-9]{10}\.(wasm|js|dat|css)$")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"^_framework/([a-z]{2,3}(-[A-Za-z]+)*)/|icudt_(CJK|no_CJK)")]
    private static partial Regex Satellite();
}

/// <param name="Length">Bytes as sent.</param>
public sealed record StudioFile(string Path, string ContentType, bool Brotli, bool Gzip, bool IsFingerprinted, long Length, long ModifiedTicks);
