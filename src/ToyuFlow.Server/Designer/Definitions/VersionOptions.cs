using System.Globalization;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Which versions of a definition are meant, in Elsa's words: Latest, Published, Draft, LatestOrPublished, LatestAndPublished, AllVersions, a number; empty means any.</summary>
public static class VersionOptions
{
    /// <summary>A condition on definition_version; the only text that gets into it is a number.</summary>
    public static string Where(string? options) => options?.ToUpperInvariant() switch
    {
        null or "" or "ALLVERSIONS" => "1 = 1",
        "LATEST" => "is_latest = @yes",
        "PUBLISHED" => "is_published = @yes",
        "DRAFT" => "(is_latest = @yes and is_published <> @yes)",
        "LATESTORPUBLISHED" or "LATESTANDPUBLISHED" => "(is_latest = @yes or is_published = @yes)",
        var number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => string.Create(CultureInfo.InvariantCulture, $"version = {version}"),
        _ => "1 = 0",
    };
}
