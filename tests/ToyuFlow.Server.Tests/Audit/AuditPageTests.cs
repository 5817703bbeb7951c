using System.Net;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Audit;

public sealed class AuditPageTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Entries_are_found_by_person_action_and_day()
    {
        await RecordAsync("post.given", "甲");
        _app.Clock.Advance(TimeSpan.FromDays(2));
        await RecordAsync("post.taken", "乙");
        using var client = await _app.SignInAsync("luxian-audit");
        Assert.Equal(["授予岗位"], await ActionsAsync(client, "/audit?action=post.given&who=测试安全"));
        Assert.Equal(["收回岗位"], await ActionsAsync(client, "/audit?who=测试安全&from=2025-03-08&to=2025-03-09"));
        Assert.Equal(["收回岗位", "授予岗位"], await ActionsAsync(client, "/audit?who=测试安全"));
        Assert.Empty(await ActionsAsync(client, "/audit?who=没有这个人"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        for (var i = 0; i < 60; i++)
        {
            await RecordAsync("post.given", $"第{i}条");
        }

        using var client = await _app.SignInAsync("luxian-audit");
        using var first = await client.GetPageAsync("/audit?action=post.given&who=测试安全");
        using var second = await client.GetPageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        using var back = await client.GetPageAsync(second.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        var details = first.QuerySelectorAll("tbody tr").Concat(second.QuerySelectorAll("tbody tr")).Select(r => r.LastElementChild!.TextContent.Trim()).ToList();
        Assert.Equal(60, details.Distinct().Count());
        Assert.Equal(60, details.Count);
        Assert.Equal(first.QuerySelectorAll("tbody tr").Select(r => r.TextContent), back.QuerySelectorAll("tbody tr").Select(r => r.TextContent));
    }

    [Fact]
    public async Task The_export_holds_what_the_filter_shows_harmless_for_spreadsheets_and_is_itself_recorded()
    {
        await RecordAsync("post.given", "=HYPERLINK(\"http://example.invalid\")");
        await RecordAsync("post.taken", "不在其中");
        using var client = await _app.SignInAsync("luxian-audit");
        using var answer = await client.PostFormAsync("/audit", new Dictionary<string, string>(), "/audit?action=post.given&who=测试安全&handler=Export");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"'=HYPERLINK(\"\"http", lines[1], StringComparison.Ordinal);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'audit.exported'")));
    }

    private static async Task<List<string>> ActionsAsync(HttpClient client, string path)
    {
        using var page = await client.GetPageAsync(path);
        return [.. page.QuerySelectorAll("tbody td[data-label=操作]").Select(c => c.TextContent.Trim())];
    }

    private Task RecordAsync(string action, string detail) => _app.AsAsync<AuditTrail>("luxian-security", (audit, _) =>
    {
        audit.Record(action, "person", "", detail: detail);
        return Task.CompletedTask;
    });
}
