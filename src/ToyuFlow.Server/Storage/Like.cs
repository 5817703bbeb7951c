namespace ToyuFlow.Server.Storage;

/// <summary>What a person typed into a search box as a pattern for <c>like … escape '\'</c>: found anywhere, its own wildcards meaning themselves.</summary>
public static class Like
{
    public static string Anywhere(string? text) => $"%{Escape(text)}%";

    private static string Escape(string? text) => (text ?? "").Trim()
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
