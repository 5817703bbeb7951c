using System.Net;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

/// <summary>转办、委派、抄送、催办, through the use cases and the pages.</summary>
public sealed class HandOnTests : IDisposable
{
    private const string Operator = "luxian-operator";
    private const string Owner = "luxian-samr-accept";
    private const string Colleague = "luxian-samr-review";
    private const string Elsewhere = "luxian-housing-inspect";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public HandOnTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_transferred_task_is_the_new_owners_alone_with_limit_and_reminders_as_they_were()
    {
        var (caseId, task) = await SubmittedAsync();
        await GivePostOfOwnerAsync(Colleague);
        var (due, reminders) = (task.DueAt, Reminders(task.Id));
        Assert.NotEmpty(reminders);
        await TransferAsync(task, Colleague, "示例：岗位分工调整");

        var moved = Assert.Single(_cases.OpenTasks(caseId));
        Assert.Equal((task.Id, due, task.Revision + 1), (moved.Id, moved.DueAt, moved.Revision));
        Assert.Equal(reminders, Reminders(task.Id));
        Assert.Contains(_cases.Sentences(caseId), s => s.Contains("转办给", StringComparison.Ordinal));
        Assert.Equal(1, Notices(Colleague, "转办给您"));
        await Assert.ThrowsAsync<ConflictException>(() => _cases.DecideAsync(caseId, "accept", Owner, "Accept"));
        await _cases.DecideAsync(caseId, "accept", Colleague, "Accept");
    }

    [Fact]
    public async Task A_transfer_needs_a_reason_and_somebody_of_the_post()
    {
        var (caseId, task) = await SubmittedAsync();
        await Assert.ThrowsAsync<InvalidInputException>(() => TransferAsync(task, Colleague, "示例理由"));
        await GivePostOfOwnerAsync(Colleague);
        await Assert.ThrowsAsync<InvalidInputException>(() => TransferAsync(task, Colleague, " "));
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
    }

    [Fact]
    public async Task A_stale_transfer_is_refused_with_who_did_what_and_keeps_what_was_written()
    {
        var (_, task) = await SubmittedAsync();
        await GivePostOfOwnerAsync(Colleague);
        using var client = await _app.SignInAsync(Owner);
        await _app.AsAsync<ClaimTask>(Owner, (claim, _) =>
        {
            claim.Claim(task.Id);
            return Task.CompletedTask;
        });
        using var refused = await client.PostFormAsync(HandOnModel.Path(task.Id, HandOnAct.Transfer), Fields(task.Revision, "示例：写好的理由", Colleague));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var page = await refused.ReadPageAsync();
        Assert.Contains("认领任务", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("示例：写好的理由", page.QuerySelector("#reason")!.TextContent);
        Assert.Equal(_app.ActorOf(Colleague).PersonId.ToString(), page.QuerySelector("#person option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_transfer_posted_twice_is_done_once()
    {
        var (_, task) = await SubmittedAsync();
        await GivePostOfOwnerAsync(Colleague);
        using var client = await _app.SignInAsync(Owner);
        var fields = Fields(task.Revision, "示例理由", Colleague);
        var path = HandOnModel.Path(task.Id, HandOnAct.Transfer);
        using var first = await client.PostFormAsync(path, fields);
        using var second = await client.PostFormAsync(path, fields);

        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], [first.StatusCode, second.StatusCode]);
        Assert.Equal(1, Acts("task.transferred"));
        Assert.Equal(1, Notices(Colleague, "转办给您"));
    }

    [Fact]
    public async Task A_delegated_task_comes_back_with_an_opinion_and_only_the_owner_decides_it()
    {
        var (caseId, task) = await SubmittedAsync();
        await DelegateAsync(Owner, d => d.Run(task.Id, task.Revision, Id(Colleague), "示例：请看场地证明"));
        await Assert.ThrowsAsync<ConflictException>(() => _cases.DecideAsync(caseId, "accept", Owner, "Accept"));
        await Assert.ThrowsAsync<ConflictException>(() => _cases.DecideAsync(caseId, "accept", Colleague, "Accept"));
        using (var client = await _app.SignInAsync(Colleague))
        using (var inbox = await client.GetPageAsync("/inbox"))
        using (var page = await client.GetPageAsync($"/inbox/task/{task.Id}"))
        {
            Assert.NotNull(inbox.QuerySelector($"a[href='/inbox/task/{task.Id}']"));
            Assert.Contains("示例：请看场地证明", page.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("button[name='task.action']"));
            using var given = await client.PostFormAsync(HandOnModel.Path(task.Id, HandOnAct.Opinion), Fields(task.Revision + 1, "示例：场地证明有效"));
            Assert.Equal(HttpStatusCode.Found, given.StatusCode);
        }

        using var owner = await _app.SignInAsync(Owner);
        using var back = await owner.GetPageAsync($"/inbox/task/{task.Id}");
        Assert.Contains("示例：场地证明有效", back.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, Notices(Owner, "出具了意见"));
        await _cases.DecideAsync(caseId, "accept", Owner, "Accept");
        Assert.Contains(_cases.Sentences(caseId), s => s.Contains("（受委派）出具意见", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_delegation_is_fetched_back_by_its_owner_and_by_nobody_else()
    {
        var (caseId, task) = await SubmittedAsync();
        await DelegateAsync(Owner, d => d.Run(task.Id, task.Revision, Id(Colleague), "示例事由"));
        await Assert.ThrowsAsync<ConflictException>(() => DelegateAsync(Colleague, d => d.Recall(task.Id, task.Revision + 1)));
        await DelegateAsync(Owner, d => d.Recall(task.Id, task.Revision + 1));
        await Assert.ThrowsAnyAsync<RefusedException>(() => DelegateAsync(Colleague, d => d.GiveOpinion(task.Id, task.Revision + 2, "示例：晚了")));
        await _cases.DecideAsync(caseId, "accept", Owner, "Accept");
    }

    [Fact]
    public async Task A_task_lent_to_somebody_whose_account_is_stopped_goes_back_to_its_owner()
    {
        var (caseId, task) = await SubmittedAsync();
        await DelegateAsync(Owner, d => d.Run(task.Id, task.Revision, Id(Colleague), "示例事由"));
        await _app.AsAsync<ManagePerson>("luxian-system", (manage, token) => manage.DisableAsync(Id(Colleague), token));
        await _cases.DecideAsync(caseId, "accept", Owner, "Accept");
    }

    [Fact]
    public async Task A_copied_case_is_seen_once_marked_read_and_no_task()
    {
        var (caseId, task) = await SubmittedAsync();
        using var reader = await _app.SignInAsync(Elsewhere);
        using (var before = await reader.GetAsync($"/cases/details/{caseId}"))
        {
            Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        }

        Assert.Equal(1, await CopyAsync(task, Elsewhere));
        Assert.Equal(0, await CopyAsync(task, Elsewhere));
        using (var after = await reader.GetAsync($"/cases/details/{caseId}"))
        {
            Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        }

        using (var list = await reader.GetPageAsync("/inbox/copies"))
        {
            Assert.Contains("示例附言", list.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
            var copy = list.QuerySelector("input[name=ids]")!.GetAttribute("value")!;
            using var marked = await reader.PostFormAsync("/inbox/copies", new Dictionary<string, string> { ["ids"] = copy }, "/inbox/copies?handler=Read");
            Assert.Equal(HttpStatusCode.Found, marked.StatusCode);
        }

        using var read = await reader.GetPageAsync("/inbox/copies");
        Assert.Contains("已阅", read.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, Notices(Elsewhere, "抄送给您"));
        using var forbidden = await reader.GetAsync($"/inbox/task/{task.Id}");
        Assert.Equal(HttpStatusCode.NotFound, forbidden.StatusCode);
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
    }

    [Fact]
    public async Task An_applicant_urges_once_a_working_day_and_nothing_else_changes()
    {
        var (caseId, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Operator);
        using (var page = await client.GetPageAsync($"/cases/details/{caseId}"))
        {
            Assert.NotNull(page.QuerySelector($"a[href='{UrgeModel.Path}/{caseId}']"));
        }

        using (var done = await client.PostFormAsync($"{UrgeModel.Path}/{caseId}", new Dictionary<string, string> { ["reason"] = "示例：请尽快", ["operation"] = "urge-1" }))
        {
            Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        }

        Assert.Equal(1, Notices(Owner, "示例：请尽快"));
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
        await Assert.ThrowsAsync<ConflictException>(() => UrgeAsync(caseId));
        _app.Clock.Advance(TimeSpan.FromDays(1)); // Saturday belongs to Monday
        await UrgeAsync(caseId);
        _app.Clock.Advance(TimeSpan.FromDays(2));
        await Assert.ThrowsAsync<ConflictException>(() => UrgeAsync(caseId));
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await UrgeAsync(caseId);
        Assert.Equal(3, Acts("case.urged"));
    }

    [Fact]
    public async Task A_case_that_waits_for_its_applicant_is_not_urged_nor_one_of_others()
    {
        var (caseId, _) = await SubmittedAsync();
        await Assert.ThrowsAsync<MissingException>(() => _app.AsAsync<UrgeCase>("luxian-operator2", (urge, _) => Run(() => urge.Run(caseId, ""))));
        await _cases.DecideAsync(caseId, "accept", Owner, "Correct", "示例：请补正");
        await Assert.ThrowsAsync<ConflictException>(() => UrgeAsync(caseId));
    }

    private Dictionary<string, string> Fields(long revision, string reason, string? person = null) => new()
    {
        ["revision"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["reason"] = reason,
        ["operation"] = "示例操作",
        ["person"] = person is null ? "" : Id(person).ToString(),
    };

    private static Task Run(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private async Task<(Guid CaseId, OpenTask Task)> SubmittedAsync()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        return (caseId, Assert.Single(_cases.OpenTasks(caseId)));
    }

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private Task GivePostOfOwnerAsync(string userName)
    {
        var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @id", row => row.GetGuid(0), ("id", Id(Owner))))[0];
        return _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id(userName), post, token));
    }

    private Task TransferAsync(OpenTask task, string to, string reason) =>
        _app.AsAsync<TransferTask>(Owner, (transfer, _) => Run(() => transfer.Run(task.Id, task.Revision, Id(to), reason)));

    private Task DelegateAsync(string userName, Action<DelegateTask> act) =>
        _app.AsAsync<DelegateTask>(userName, (delegation, _) => Run(() => act(delegation)));

    private Task<int> CopyAsync(OpenTask task, string to) =>
        _app.AsAsync<CopyCase, int>(Owner, (copy, _) => Task.FromResult(copy.Run(task.Id, task.Revision, [Id(to)], "示例附言")));

    private Task UrgeAsync(Guid caseId) => _app.AsAsync<UrgeCase>(Operator, (urge, _) => Run(() => urge.Run(caseId, "")));

    private List<DateTimeOffset> Reminders(Guid task) => _app.Read(sql => sql.List("select due_at from timer where subject_id = @task order by due_at", row => row.Instant(0), ("task", task)));

    private long Acts(string action) => _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = @action", ("action", action)));

    private long Notices(string userName, string part) => _app.Read(sql => sql.Scalar<long>(
        "select count(*) from notice where person_id = @id and sentence like '%' || @part || '%'", ("id", Id(userName)), ("part", part)));
}
