using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Supervision;

/// <summary>督办: opened, answered, checked and struck off by the right people in the right order; never in nobody's queue.</summary>
public sealed class SupervisionTests : IDisposable
{
    private const string Supervisor = "luxian-health-approve";
    private const string Responsible = "luxian-samr-accept";
    private const string Colleague = "luxian-samr-review";
    private const string Stranger = "luxian-housing-inspect";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public SupervisionTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_order_is_numbered_told_and_shown_and_leaves_case_and_task_alone()
    {
        var (caseId, task) = await SubmittedAsync();
        var clock = Dues(caseId);
        using var client = await _app.SignInAsync(Supervisor);
        using (var page = await client.GetPageAsync($"/cases/details/{caseId}"))
        {
            Assert.NotNull(page.QuerySelector($"#supervision a[href='{OpenSupervisionModel.PathOf(caseId)}']"));
        }

        using var posted = await client.PostFormAsync(OpenSupervisionModel.PathOf(caseId), OpenFields(task));
        var order = One(caseId);
        Assert.Equal(SupervisionDetailsModel.PathOf(order.Id), posted.Headers.Location?.OriginalString);
        Assert.Equal("督办〔2025〕0001号", order.Number);
        Assert.Equal(1, Notices(Responsible, order.Number));
        Assert.Equal(clock, Dues(caseId));
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));

        using var answerer = await _app.SignInAsync(Responsible);
        using var list = await answerer.GetPageAsync(SupervisionModel.Path);
        Assert.Contains(order.Number, list.QuerySelector("#orders")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", list.QuerySelector("[data-count-of=supervision]")!.TextContent);
        using var task2 = await answerer.GetPageAsync($"/inbox/task/{task.Id}");
        Assert.Contains(order.Number, task2.QuerySelector("#supervision")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("示例：请尽快办理", await answerer.GetStringAsync(SupervisionPrintModel.PathOf(order.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_may_come_back_to_be_done_again_and_is_struck_off_in_the_end()
    {
        var order = await OpenAsync();
        await AnswerAsync(a => a.Answer(order.Id, Now(order).Revision, "示例：已联系机构"));
        await ReviewAsync(r => r.Return(order.Id, Now(order).Revision, 2, "示例：请写明结果"));
        Assert.Equal(SupervisionState.Open, Now(order).State);
        await AnswerAsync(a => a.Answer(order.Id, Now(order).Revision, "示例：已办理"));
        await ReviewAsync(r => r.Close(order.Id, Now(order).Revision, ""));
        Assert.Equal(SupervisionState.Closed, Now(order).State);
        Assert.Equal(["Opened", "Answered", "Returned", "Answered", "Closed"], Chain(order));
        Assert.Empty(Queue(order));
        Assert.Equal(2, Notices(Supervisor, "请审核"));
        Assert.Contains(_cases.Sentences(order.CaseId), s => s.Contains("退回重办", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_days_are_asked_for_before_the_end_and_granted_by_who_opened_it()
    {
        var order = await OpenAsync();
        await AnswerAsync(a => a.AskExtension(order.Id, 1, 2, "示例：等待检测报告"));
        Assert.Equal(2, Queue(order).Count);
        await ReviewAsync(r => r.DecideExtension(order.Id, 2, true, ""));
        Assert.Equal(order.DueAt.AddDays(2), Now(order).DueAt);
        _app.Clock.Set(Now(order).DueAt.AddMinutes(1));
        var late = await Assert.ThrowsAsync<ConflictException>(() => AnswerAsync(a => a.AskExtension(order.Id, Now(order).Revision, 2, "示例：还要几天")));
        Assert.Contains("不能再申请延期", late.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task On_its_last_day_whoever_still_owes_the_answer_is_reminded_once(bool hasAnswered, long notices)
    {
        var order = await OpenAsync();
        if (hasAnswered)
        {
            await AnswerAsync(a => a.Answer(order.Id, Now(order).Revision, "示例：已办理"));
        }

        _app.Clock.Set(order.DueAt.AddHours(-14));
        await _app.Timers.RunAsync(CancellationToken.None);
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Equal((notices, 0), (Notices(Responsible, "今天到期，还没有书面答复"), Notices(Supervisor, "今天到期，还没有书面答复")));
    }

    [Fact]
    public async Task When_its_day_passes_both_sides_are_told_once_and_a_late_answer_says_so()
    {
        var order = await OpenAsync();
        _app.Clock.Set(order.DueAt.AddSeconds(1));
        await _app.Timers.RunAsync(CancellationToken.None);
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Equal((1, 1), (Notices(Supervisor, "已逾期"), Notices(Responsible, "已逾期")));
        using var client = await _app.SignInAsync(Supervisor);
        using var list = await client.GetPageAsync($"{SupervisionModel.Path}?tab=Overdue");
        Assert.Contains(order.Number, list.QuerySelector("#orders")!.TextContent, StringComparison.Ordinal);
        await AnswerAsync(a => a.Answer(order.Id, Now(order).Revision, "示例：迟复"));
        Assert.Contains(_cases.Sentences(order.CaseId), s => s.Contains("（逾期）答复", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_struck_off_is_listed_by_pages_to_the_first()
    {
        var order = await OpenAsync();
        await AnswerAsync(a => a.Answer(order.Id, order.Revision, "示例：已办理"));
        await ReviewAsync(r => r.Close(order.Id, Now(order).Revision, ""));
        var closedAt = _app.Clock.GetUtcNow();
        await _app.Steps.RunAsync(_app.ActorOf(Supervisor), null, (services, _) =>
        {
            var (step, db) = (services.GetRequiredService<Step>(), services.GetRequiredService<ToyuDb>());
            db.AddRange(Enumerable.Range(1, 120).Select(n => new SupervisionOrder
            {
                Id = step.NewId(),
                CaseId = order.CaseId,
                Number = $"示例{n:000}号",
                Subject = order.Subject,
                OpenedBy = order.OpenedBy,
                OpenedByName = order.OpenedByName,
                OpenedUnitId = order.OpenedUnitId,
                UnitId = order.UnitId,
                OpenedAt = order.OpenedAt,
                DueAt = order.DueAt,
                State = SupervisionState.Closed,
                ClosedAt = closedAt.AddDays(-n),
            }));
            return Task.CompletedTask;
        }, CancellationToken.None);
        using var client = await _app.SignInAsync(Supervisor);
        List<string> seen = [];
        for (var href = $"{SupervisionModel.Path}?tab=Closed"; href is not null;)
        {
            using var page = await client.GetPageAsync(href);
            seen.AddRange(page.QuerySelectorAll("#orders td a").Select(a => a.TextContent));
            Assert.Contains("共 121 条", page.QuerySelector(".tf-pager")!.TextContent, StringComparison.Ordinal);
            href = page.QuerySelector(".tf-pager a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal([order.Number, .. Enumerable.Range(1, 120).Select(n => $"示例{n:000}号")], seen);
    }

    [Fact]
    public async Task It_goes_along_with_the_task_to_whoever_gets_it()
    {
        var order = await OpenAsync();
        await GivePostOfResponsibleAsync(Colleague);
        var task = Assert.Single(_cases.OpenTasks(order.CaseId));
        await _app.AsAsync<TransferTask>(Responsible, (transfer, _) => Run(() => transfer.Run(task.Id, task.Revision, Id(Colleague), "示例理由")));
        Assert.Equal([Id(Colleague)], Queue(order));
        await _app.AsAsync<HandOverTasks>("luxian-system", (over, _) => Run(() => over.Run(Id(Colleague), Id(Responsible), "示例：离职")));
        Assert.Equal([Id(Responsible)], Queue(order));
        Assert.Equal(["Opened", "Moved", "Moved"], Chain(order));
    }

    [Fact]
    public async Task Its_unit_answers_once_the_one_named_is_gone_and_others_check_once_the_supervisor_is()
    {
        var order = await OpenAsync();
        await _app.AsAsync<ManagePerson>("luxian-system", (manage, token) => manage.DisableAsync(Id(Responsible), token));
        Assert.Contains(Id(Colleague), Queue(order));
        await _app.AsAsync<AnswerSupervision>(Colleague, (a, _) => Run(() => a.Answer(order.Id, Now(order).Revision, "示例：代为答复")));
        await _app.AsAsync<ManagePerson>("luxian-system", (manage, token) => manage.DisableAsync(Id(Supervisor), token));
        Assert.NotEmpty(Queue(order));
        Assert.DoesNotContain(Id(Supervisor), Queue(order));
    }

    [Fact]
    public async Task It_outlives_the_task_and_the_case()
    {
        var order = await OpenAsync();
        await _cases.DecideAsync(order.CaseId, "accept", Responsible, "Refuse", "示例：不符合条件");
        Assert.Equal([Id(Responsible)], Queue(order));
        await AnswerAsync(a => a.Answer(order.Id, Now(order).Revision, "示例：已办结"));
    }

    [Fact]
    public async Task A_case_is_supervised_by_the_head_of_its_unit_or_of_the_lead_unit_and_once_at_a_time()
    {
        var (caseId, task) = await SubmittedAsync();
        await Assert.ThrowsAsync<MissingException>(() => OpenAsync(Stranger, caseId));
        await Assert.ThrowsAsync<MissingException>(() => OpenAsync(Colleague, caseId));
        await OpenAsync("luxian-samr-approve", caseId);
        var again = await Assert.ThrowsAsync<ConflictException>(() => OpenAsync(Supervisor, caseId));
        Assert.Contains(One(caseId).Number, again.Message, StringComparison.Ordinal);
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
    }

    [Fact]
    public async Task Opening_is_refused_with_who_decided_once_nobody_has_the_case_and_keeps_what_was_written()
    {
        var (caseId, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Supervisor);
        using var form = await client.GetPageAsync(OpenSupervisionModel.PathOf(caseId));
        await _cases.DecideAsync(caseId, "accept", Responsible, "Correct", "示例：请补正");
        using var refused = await client.PostFormAsync(OpenSupervisionModel.PathOf(caseId), OpenFields(task));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var page = await refused.ReadPageAsync();
        Assert.Contains("登记材料齐全性检查", page.QuerySelector("[data-errors]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("示例：请尽快办理", page.QuerySelector("#reason")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SupervisionAct.Opened)]
    [InlineData(SupervisionAct.Answered)]
    [InlineData(SupervisionAct.ExtensionAsked)]
    [InlineData(SupervisionAct.ExtensionGranted)]
    [InlineData(SupervisionAct.ExtensionRefused)]
    [InlineData(SupervisionAct.Returned)]
    [InlineData(SupervisionAct.Closed)]
    public async Task Each_act_is_for_its_people_in_its_state_on_what_they_saw_and_once(SupervisionAct act)
    {
        var isAnswerers = act is SupervisionAct.Answered or SupervisionAct.ExtensionAsked;
        var (who, other) = isAnswerers ? (Responsible, Supervisor) : (Supervisor, Responsible);
        var (path, fields, caseId) = await ArrangeAsync(act);
        using var wrong = await _app.SignInAsync(other);
        using (var refused = await wrong.PostFormAsync("/notifications", fields, path))
        {
            Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        }

        using var client = await _app.SignInAsync(who);
        if (act != SupervisionAct.Opened)
        {
            using var stale = await client.PostFormAsync("/notifications", new Dictionary<string, string>(fields) { ["revision"] = "0", ["operation"] = "示例-旧" }, path);
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            using var page = await stale.ReadPageAsync();
            Assert.Contains(_app.ActorOf(act is SupervisionAct.Answered or SupervisionAct.ExtensionAsked ? Supervisor : Responsible).Name, page.QuerySelector("[data-errors]")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("示例：请尽快办理", page.QuerySelector("#reason")!.TextContent, StringComparison.Ordinal);
        }

        using var first = await client.PostFormAsync("/notifications", fields, path);
        using var second = await client.PostFormAsync("/notifications", fields, path);
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], [first.StatusCode, second.StatusCode]);
        Assert.Single(Chain(One(caseId)), a => a == act.ToString());
        using var again = await client.PostFormAsync("/notifications", new Dictionary<string, string>(fields) { ["operation"] = "示例-再次" }, path);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Whatever_is_done_an_open_order_is_in_somebodys_queue()
    {
        var random = new Random(20250307);
        var order = await OpenAsync();
        await GivePostOfResponsibleAsync(Colleague);
        string[] people = [Supervisor, Responsible, Colleague, "luxian-samr-approve"];
        for (var i = 0; i < 150; i++)
        {
            var (who, days) = (people[random.Next(people.Length)], random.Next(1, 4));
            try
            {
                await (random.Next(8) switch
                {
                    0 => _app.AsAsync<AnswerSupervision>(who, (a, _) => Run(() => a.Answer(order.Id, Now(order).Revision, "示例答复"))),
                    1 => _app.AsAsync<AnswerSupervision>(who, (a, _) => Run(() => a.AskExtension(order.Id, Now(order).Revision, days, "示例理由"))),
                    2 => _app.AsAsync<ReviewSupervision>(who, (r, _) => Run(() => r.Return(order.Id, Now(order).Revision, days, "示例理由"))),
                    3 => _app.AsAsync<ReviewSupervision>(who, (r, _) => Run(() => r.DecideExtension(order.Id, Now(order).Revision, random.Next(2) == 0, "示例意见"))),
                    4 => TransferAsync(order, who, people[random.Next(people.Length)]),
                    5 => _app.AsAsync<ManagePerson>("luxian-system", (m, token) => m.DisableAsync(Id(who), token)),
                    6 => _app.AsAsync<ManagePerson>("luxian-system", (m, token) => m.EnableAsync(Id(who), token)),
                    _ => PassTimeAsync(),
                });
            }
            catch (RefusedException)
            {
                // Not everything is allowed at every moment; what counts is what is left.
            }

            Assert.NotEqual(SupervisionState.Closed, Now(order).State);
            Assert.NotEmpty(Queue(order));
        }
    }

    private async Task PassTimeAsync()
    {
        _app.Clock.Advance(TimeSpan.FromHours(20));
        await _app.Timers.RunAsync(CancellationToken.None);
    }

    private async Task TransferAsync(SupervisionRow order, string who, string to)
    {
        var task = Assert.Single(_cases.OpenTasks(order.CaseId));
        await _app.AsAsync<TransferTask>(who, (transfer, _) => Run(() => transfer.Run(task.Id, task.Revision, Id(to), "示例理由")));
    }

    /// <summary>Where and with what the act is posted, in the state that it asks for.</summary>
    private async Task<(string Path, Dictionary<string, string> Fields, Guid CaseId)> ArrangeAsync(SupervisionAct act)
    {
        if (act == SupervisionAct.Opened)
        {
            var (caseId, task) = await SubmittedAsync();
            return (OpenSupervisionModel.PathOf(caseId), OpenFields(task), caseId);
        }

        var order = await OpenAsync();
        if (act is SupervisionAct.ExtensionGranted or SupervisionAct.ExtensionRefused)
        {
            await AnswerAsync(a => a.AskExtension(order.Id, 1, 2, "示例理由"));
        }
        else if (act is SupervisionAct.Returned or SupervisionAct.Closed)
        {
            await AnswerAsync(a => a.Answer(order.Id, 1, "示例答复"));
        }

        return (SupervisionDetailsModel.PathOf(order.Id), new()
        {
            ["act"] = act.ToString(),
            ["revision"] = Now(order).Revision.ToString(CultureInfo.InvariantCulture),
            ["reason"] = "示例：请尽快办理",
            ["days"] = "2",
            ["operation"] = "示例操作",
        }, order.CaseId);
    }

    private static Task Run(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private async Task<(Guid CaseId, OpenTask Task)> SubmittedAsync()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        return (caseId, Assert.Single(_cases.OpenTasks(caseId)));
    }

    private async Task<SupervisionRow> OpenAsync()
    {
        var (caseId, _) = await SubmittedAsync();
        await OpenAsync(Supervisor, caseId);
        return One(caseId);
    }

    private Task<Guid> OpenAsync(string who, Guid caseId) => _app.AsAsync<OpenSupervision, Guid>(who, (open, _) => Task.FromResult(open.Run(
        new SupervisionInput(caseId, UnitOf(caseId), Id(Responsible), 3, "示例：请尽快办理"))));

    private Dictionary<string, string> OpenFields(OpenTask task) => new()
    {
        ["responsible"] = $"{_app.Read(sql => sql.List("select unit_id from work_task where id = @id", row => row.GetGuid(0), ("id", task.Id)))[0]}:{Id(Responsible)}",
        ["reason"] = "示例：请尽快办理",
        ["days"] = "3",
        ["operation"] = "示例操作",
    };

    private Task AnswerAsync(Action<AnswerSupervision> act) => _app.AsAsync<AnswerSupervision>(Responsible, (answer, _) => Run(() => act(answer)));

    private Task ReviewAsync(Action<ReviewSupervision> act) => _app.AsAsync<ReviewSupervision>(Supervisor, (review, _) => Run(() => act(review)));

    private Guid UnitOf(Guid caseId) => _app.Read(sql => sql.List("select unit_id from work_task where case_id = @case and status = 'Open'", row => row.GetGuid(0), ("case", caseId)))[0];

    private SupervisionRow One(Guid caseId) => Assert.Single(_app.Read(sql => SupervisionRow.List(sql, "s.case_id = @case", ("tenant", ToyuFlowApp.Tenant), ("case", caseId))));

    private SupervisionRow Now(SupervisionRow order) => One(order.CaseId);

    private IReadOnlyList<Guid> Queue(SupervisionRow order) => _app.Read(sql => SupervisionStaff.Read(sql, ToyuFlowApp.Tenant, "HEALTH").QueueOf(Now(order)));

    private List<string> Chain(SupervisionRow order) => _app.Read(sql => sql.List("select act from supervision_entry where order_id = @id order by place", row => row.GetString(0), ("id", order.Id)));

    private List<DateTimeOffset> Dues(Guid caseId) => _app.Read(sql => sql.List("select due_at from case_clock where case_id = @case order by code", row => row.Instant(0), ("case", caseId)));

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private Task GivePostOfResponsibleAsync(string userName)
    {
        var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @id", row => row.GetGuid(0), ("id", Id(Responsible))))[0];
        return _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id(userName), post, token));
    }

    private long Notices(string userName, string part) => _app.Read(sql => sql.Scalar<long>(
        "select count(*) from notice where person_id = @id and sentence like '%' || @part || '%'", ("id", Id(userName)), ("part", part)));
}
