using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

public enum InboxDue
{
    Any,
    Today,
    Overdue,
}

/// <summary>What a person filters 待办 by. Has an address of its own, and is remembered without the words searched for.</summary>
public sealed record InboxFilter(InboxScope Scope, InboxDue Due, string? Step, string? Text)
{
    public const string Path = "/inbox";
    public const string Cookie = "toyuflow.inbox";

    public static readonly InboxFilter None = new(InboxScope.All, InboxDue.Any, null, null);

    public bool IsNarrowed => this with { Text = string.IsNullOrWhiteSpace(Text) ? null : Text } != None;

    public string Remembered => Uri.EscapeDataString(QueryHelpers.AddQueryString("", Pairs(this with { Text = null })));

    public static InboxFilter Recall(string? cookie)
    {
        var query = QueryHelpers.ParseQuery(Uri.UnescapeDataString(cookie ?? ""));
        return new InboxFilter(Named<InboxScope>(query.GetValueOrDefault("scope")), Named<InboxDue>(query.GetValueOrDefault("due")), Trimmed(query.GetValueOrDefault("step")), null);
    }

    public static InboxFilter Read(IQueryCollection query) =>
        new(Named<InboxScope>(query["scope"]), Named<InboxDue>(query["due"]), Trimmed(query["step"]), Trimmed(query["q"]));

    public string Href(PageKey? after = null, PageKey? before = null)
    {
        var pairs = Pairs(this);
        if (after is not null)
        {
            pairs["after"] = after.ToString();
        }

        if (before is not null)
        {
            pairs["before"] = before.ToString();
        }

        return QueryHelpers.AddQueryString(Path, pairs);
    }

    public InboxRequest Request(CurrentUser user, DateTimeOffset now) => InboxRequest.Of(user) with
    {
        Scope = Scope,
        StepTitle = Step,
        Text = Text,
        DueFrom = Due == InboxDue.Today ? now : null,
        DueUntil = Due switch { InboxDue.Today => BeijingTime.EndOf(BeijingTime.DateOf(now)), InboxDue.Overdue => now, _ => null },
    };

    private static Dictionary<string, string?> Pairs(InboxFilter filter)
    {
        var pairs = new Dictionary<string, string?> { ["scope"] = filter.Scope.ToString() };
        if (filter.Due != InboxDue.Any)
        {
            pairs["due"] = filter.Due.ToString();
        }

        if (filter.Step is not null)
        {
            pairs["step"] = filter.Step;
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            pairs["q"] = filter.Text;
        }

        return pairs;
    }

    private static T Named<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : default;

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 100)];
}
