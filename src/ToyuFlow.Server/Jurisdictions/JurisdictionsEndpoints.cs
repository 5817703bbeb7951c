using Microsoft.AspNetCore.StaticFiles;

namespace ToyuFlow.Server.Jurisdictions;

public static class JurisdictionsEndpoints
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>The forms and examples of a county, for everybody who reads its guide; only what the pack names is served.</summary>
    public static IEndpointRouteBuilder MapJurisdictions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/jurisdictions/template/{tenant}/{file}", (string tenant, string file, PackCatalog packs, PackFolder folder) =>
        {
            if (packs.Find(tenant) is not { } pack || !pack.Templates.SelectMany(t => t.Files).Contains(file))
            {
                return Results.NotFound();
            }

            var type = Types.TryGetContentType(file, out var known) ? known : "application/octet-stream";
            return Results.File(Path.Combine(Path.GetFullPath(folder.Path), tenant, PolicyPack.TemplateFolder, file), type, type == "application/pdf" ? null : file);
        }).AllowAnonymous();
        return routes;
    }

    /// <summary>Where a form or example of the pack is fetched; null where it has none.</summary>
    public static string? TemplateHref(this PolicyPack pack, string? name) => name is null
        ? null
        : MaterialTemplate.IsFile(name) ? $"/jurisdictions/template/{pack.Id}/{Uri.EscapeDataString(name)}" : name;
}
