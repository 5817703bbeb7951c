using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Rectification;

[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class IndexModel(RectificationQuery query, RectificationSight sight) : PageModel
{
    public static IReadOnlyList<(string? Code, string Text)> Filters { get; } = [("open", "整改中"), ("overdue", "已逾期"), ("ended", "已结束"), ("all", "全部")];

    public string Filter { get; private set; } = "open";

    public string? Text { get; private set; }

    public RectificationPage List { get; private set; } = null!;

    public bool IsOperator => sight.IsOperator;

    public string? NextHref => List.Next is { } next ? Href(Filter) + $"&due={next.DueAt.ToUnixTimeMilliseconds()}&after={next.Id}" : null;

    public void OnGet(string? filter, string? q, long? due, Guid? after)
    {
        Filter = Filters.Any(f => f.Code == filter) ? filter! : "open";
        Text = q;
        var key = due is { } milliseconds && after is { } id ? new RectificationKey(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id) : null;
        List = query.Read(new RectificationRequest(Filter, q, key), sight);
    }

    public string Href(string? filter) => $"/rectification?filter={filter}&q={Uri.EscapeDataString(Text ?? "")}";
}
