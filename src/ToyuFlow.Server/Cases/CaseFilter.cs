using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>What cases are searched by; each search has an address.</summary>
/// <param name="From">The first day of submission.</param>
/// <param name="Until">The last day of submission.</param>
public sealed record CaseFilter(string? Text, string? Matter, CaseStatus? Status, DateOnly? From, DateOnly? Until)
{
    public const string Path = "/cases";

    /// <summary>All cases, though a filter is kept to begin with.</summary>
    public const string All = "/cases?q=";

    public static readonly CaseFilter None = new(null, null, null, null, null);

    public bool IsNarrowed => this != None;

    public DateTimeOffset FromInstant => From is { } day ? BeijingTime.StartOf(day) : DateTimeOffset.UnixEpoch;

    public DateTimeOffset UntilInstant => Until is { } day ? BeijingTime.EndOf(day) : DateTimeOffset.MaxValue;

    public static CaseFilter Read(IQueryCollection query) => new(
        Trimmed(query["q"]), Trimmed(query["matter"]), Enum.TryParse<CaseStatus>(query["status"], out var status) && Enum.IsDefined(status) ? status : null, Day(query["from"]), Day(query["until"]));

    public string Href(PageKey? after = null, PageKey? before = null) => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["q"] = Text,
        ["matter"] = Matter,
        ["status"] = Status?.ToString(),
        ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["until"] = Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["after"] = after?.ToString(),
        ["before"] = before?.ToString(),
    });

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 100)];

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2900 ? day : null;
}
