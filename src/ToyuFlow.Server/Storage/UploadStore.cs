using System.Security.Cryptography;

namespace ToyuFlow.Server.Storage;

/// <summary>
/// Contents of uploads, by their SHA-256 under the data directory: generated names, written before the step that refers to them commits.
/// A content without a row is harmless; a row without its content cannot happen.
/// </summary>
public sealed class UploadStore(DatabaseOptions options)
{
    public async Task<string> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}";
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }

        return hash;
    }

    public Stream Open(string hash) => File.OpenRead(PathOf(hash));

    private string PathOf(string hash)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException("Not a content hash.", nameof(hash));
        }

        return Path.Combine(options.DataDirectory, "uploads", hash[..2], hash);
    }
}
