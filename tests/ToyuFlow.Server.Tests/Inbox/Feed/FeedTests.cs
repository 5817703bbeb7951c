using System.Net;
using System.Text;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Feed;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Feed;

/// <summary>期限日历: read as a calendar program reads it, by who knows the address and no longer than it holds.</summary>
public sealed class FeedTests : IDisposable
{
    private const string Owner = "luxian-samr-accept";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public FeedTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_program_without_a_session_reads_open_tasks_and_supervision_as_whole_days()
    {
        var (caseId, task) = await SubmittedAsync();
        await SuperviseAsync(caseId);
        var address = await RenewAsync();
        using var program = _app.CreateClient();
        using var answer = await program.GetAsync(address);
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var events = Parse(bytes);

        Assert.Equal(2, events.Count);
        var own = Assert.Single(events, e => e["UID"].StartsWith(task.Id.ToString("N"), StringComparison.Ordinal));
        Assert.StartsWith("登记材料齐全性检查", own["SUMMARY"], StringComparison.Ordinal);
        Assert.Equal("CONFIRMED", own["STATUS"]);
        Assert.Equal("20250307T020000Z", own["DTSTAMP"]);
        Assert.Matches("^2025[0-9]{4}$", own["DTSTART;VALUE=DATE"]);
        Assert.Contains(events, e => e["SUMMARY"].StartsWith("督办：", StringComparison.Ordinal));
        Assert.DoesNotContain("VALARM", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("测试员", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_is_called_off_under_the_same_name()
    {
        var (caseId, task) = await SubmittedAsync();
        var address = await RenewAsync();
        using var program = _app.CreateClient();
        var before = Assert.Single(Parse(await program.GetByteArrayAsync(address)));
        await _cases.DecideAsync(caseId, "accept", Owner, "Accept");
        var after = Assert.Single(Parse(await program.GetByteArrayAsync(address)));
        Assert.Equal((before["UID"], "CANCELLED"), (after["UID"], after["STATUS"]));
        Assert.True(long.Parse(after["SEQUENCE"], System.Globalization.CultureInfo.InvariantCulture) > long.Parse(before["SEQUENCE"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.StartsWith(task.Id.ToString("N"), after["UID"], StringComparison.Ordinal);
        _app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Empty(Parse(await program.GetByteArrayAsync(address)));
    }

    [Fact]
    public async Task A_renewed_or_ended_address_and_one_of_a_stopped_account_are_as_good_as_none()
    {
        var old = await RenewAsync();
        var now = await RenewAsync();
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await StatusAsync(old), await StatusAsync(now)));
        await _app.AsAsync<ManagePerson>("luxian-system", (m, token) => m.DisableAsync(_app.ActorOf(Owner).PersonId!.Value, token));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(now));
        await _app.AsAsync<ManagePerson>("luxian-system", (m, token) => m.EnableAsync(_app.ActorOf(Owner).PersonId!.Value, token));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(now));
        using var client = await _app.SignInAsync(Owner);
        using var off = await client.PostFormAsync(FeedModel.Path, new Dictionary<string, string>(), FeedModel.Path + "?handler=Off");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(now));
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_only_its_hash_is_kept()
    {
        var address = await RenewAsync();
        var secret = address[(address.LastIndexOf('/') + 1)..^".ics".Length];
        Assert.Equal(43, secret.Length);
        Assert.Equal(FeedSecret.HashOf(secret), _app.Read(sql => sql.Scalar<string>("select secret_hash from calendar_feed")));
        using var client = await _app.SignInAsync(Owner);
        Assert.DoesNotContain(secret, await client.GetStringAsync(FeedModel.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        using var program = _app.CreateClient();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 31; i++)
        {
            answers.Add(await StatusAsync($"{FeedModel.Path}/guess{i}.ics", program));
        }

        Assert.Equal(30, answers.Count(a => a == HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public void Long_and_special_texts_are_folded_by_octets_and_escaped()
    {
        var title = string.Concat(Enumerable.Repeat("示例，很长的环节;名称,\\与👶\n", 9));
        var item = new FeedEvent(Guid.NewGuid(), new DateOnly(2025, 12, 31), title, "示例1号", "示例·小橙子托育园", 3, "/inbox/task/");
        var bytes = Encoding.UTF8.GetBytes(CalendarText.Write([item], ToyuFlowApp.Start, "localhost", "https://localhost"));
        var read = Assert.Single(Parse(bytes));
        Assert.Equal($"{title}（示例·小橙子托育园）", read["SUMMARY"]);
        Assert.Equal("20260101", read["DTEND;VALUE=DATE"]);
    }

    /// <summary>Lines of at most 75 octets, each whole UTF-8 and ended by CRLF; unfolded, then one dictionary for each event.</summary>
    private static List<Dictionary<string, string>> Parse(byte[] calendar)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var text = strict.GetString(calendar);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(strict.GetByteCount(line), 0, 75));
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR"), (lines[0], lines[1], lines[^1]));
        var events = new List<Dictionary<string, string>>();
        Dictionary<string, string>? current = null;
        foreach (var line in lines)
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            switch (line)
            {
                case "BEGIN:VEVENT":
                    current = [];
                    break;
                case "END:VEVENT":
                    events.Add(current!);
                    current = null;
                    break;
                default:
                    current?.Add(name, Unescape(value));
                    break;
            }
        }

        Assert.Equal(events.Count, events.Select(e => e["UID"]).Distinct().Count());
        return events;
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(value[i] != '\\' ? value[i] : value[++i] == 'n' ? '\n' : value[i]);
        }

        return text.ToString();
    }

    private async Task<string> RenewAsync()
    {
        using var client = await _app.SignInAsync(Owner);
        using var renewed = await client.PostFormAsync(FeedModel.Path, new Dictionary<string, string>(), FeedModel.Path + "?handler=Renew");
        using var page = await client.GetPageAsync(FeedModel.Path);
        return new Uri(page.QuerySelector("#address input")!.GetAttribute("value")!).AbsolutePath;
    }

    private async Task<HttpStatusCode> StatusAsync(string address, HttpClient? client = null)
    {
        using var own = client is null ? _app.CreateClient() : null;
        using var answer = await (client ?? own!).GetAsync(address);
        return answer.StatusCode;
    }

    private async Task<(Guid CaseId, OpenTask Task)> SubmittedAsync()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        return (caseId, Assert.Single(_cases.OpenTasks(caseId)));
    }

    private Task<Guid> SuperviseAsync(Guid caseId) => _app.AsAsync<OpenSupervision, Guid>("luxian-health-approve", (open, _) => Task.FromResult(open.Run(new SupervisionInput(
        caseId, _app.Read(sql => sql.List("select unit_id from work_task where case_id = @case", row => row.GetGuid(0), ("case", caseId)))[0], _app.ActorOf(Owner).PersonId, 3, "示例：请尽快办理"))));
}
