using System.Globalization;
using System.Net;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Drafts;

/// <summary>暂存: what is kept of a decision that is not made yet, for whom, and until when.</summary>
public sealed class DraftTests : IDisposable
{
    private const string Owner = "luxian-samr-accept";
    private const string Colleague = "luxian-samr-review";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public DraftTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_draft_is_offered_back_to_its_writer_with_every_word_and_to_nobody_else()
    {
        var (_, task) = await SubmittedAsync();
        await GivePostOfOwnerAsync(Colleague);
        using var client = await _app.SignInAsync(Owner);
        using var empty = await client.GetPageAsync(Path(task));
        var problem = empty.QuerySelector("[name^='correct.'][name$='.problem']")!.GetAttribute("name")!;
        using var saved = await client.PostFormAsync(Path(task), Fields(task, "示例：写了一半", (problem, "示例：缺少签字")), $"{Path(task)}?handler=Draft");
        Assert.Equal($"{Path(task)}?draft=true", saved.Headers.Location?.OriginalString);

        using var offered = await client.GetPageAsync(Path(task));
        Assert.Contains("已暂存于", offered.QuerySelector("#draft")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", offered.QuerySelector("#opinion")!.TextContent);
        using var filled = await client.GetPageAsync($"{Path(task)}?draft=true");
        Assert.Null(filled.QuerySelector("#draft"));
        Assert.Equal("示例：写了一半", filled.QuerySelector("#opinion")!.TextContent);
        Assert.Contains("示例：缺少签字", filled.QuerySelector("#decide")!.InnerHtml, StringComparison.Ordinal);

        using var other = await _app.SignInAsync(Colleague);
        Assert.DoesNotContain("示例：写了一半", WebUtility.HtmlDecode(await other.GetStringAsync($"{Path(task)}?draft=true")), StringComparison.Ordinal);
        using var discarded = await client.PostFormAsync(Path(task), new Dictionary<string, string>(), $"{Path(task)}?handler=DiscardDraft");
        Assert.Equal(0, Drafts(task));
    }

    [Fact]
    public async Task A_later_draft_replaces_the_earlier_and_an_empty_one_is_refused()
    {
        var (_, task) = await SubmittedAsync();
        await SaveAsync(task, "示例：第一次");
        await SaveAsync(task, "示例：第二次");
        Assert.Equal(1, Drafts(task));
        await Assert.ThrowsAsync<InvalidInputException>(() => SaveAsync(task, ""));
        Assert.Equal("示例：第二次", Kept(task)!.Entry.Opinion);
    }

    [Theory]
    [InlineData("decided")]
    [InlineData("transferred")]
    [InlineData("released")]
    [InlineData("handed over")]
    public async Task A_draft_is_gone_once_its_task_is(string how)
    {
        var (caseId, task) = await SubmittedAsync();
        await GivePostOfOwnerAsync(Colleague);
        await SaveAsync(task, "示例：写了一半");
        await (how switch
        {
            "decided" => _cases.DecideAsync(caseId, "accept", Owner, "Accept"),
            "transferred" => _app.AsAsync<TransferTask>(Owner, (transfer, _) => Run(() => transfer.Run(task.Id, task.Revision, Id(Colleague), "示例理由"))),
            "released" => ReleaseAsync(task),
            _ => HandOverAsync(task),
        });
        Assert.Equal(0, Drafts(task));
    }

    [Fact]
    public async Task A_draft_is_gone_with_a_task_that_the_flow_takes_away()
    {
        var (caseId, _) = await SubmittedAsync();
        await _cases.DecideAsync(caseId, "accept", Owner, "Accept");
        var review = Assert.Single(_cases.OpenTasks(caseId));
        await _cases.DecideAsync(caseId, "review", Colleague, "Agree");
        var next = Assert.Single(_cases.OpenTasks(caseId));
        await SaveAsync(next, "示例：写了一半", "luxian-samr-approve");
        await _app.AsAsync<TakeBackTask>(Colleague, (back, token) => back.RunAsync(review.Id, review.Revision + 1, token));
        Assert.Equal(0, Drafts(next));
    }

    [Fact]
    public async Task A_draft_outlives_a_delegation_and_is_marked_with_what_happened()
    {
        var (_, task) = await SubmittedAsync();
        await SaveAsync(task, "示例：写了一半");
        await _app.AsAsync<DelegateTask>(Owner, (d, _) => Run(() => d.Run(task.Id, task.Revision, Id(Colleague), "示例事由")));
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.AsAsync<DelegateTask>(Colleague, (d, _) => Run(() => d.GiveOpinion(task.Id, task.Revision + 1, "示例意见")));
        Assert.Contains("出具委派意见", Kept(task)!.ChangedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_refused_as_stale_names_the_change_and_keeps_the_words_as_a_draft()
    {
        var (_, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Owner);
        await _app.AsAsync<ClaimTask>(Owner, (claim, _) => Run(() => claim.Claim(task.Id)));
        using var refused = await client.PostFormAsync(Path(task), Fields(task, "示例：不能丢", ("task.action", "Accept")));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var page = await refused.ReadPageAsync();
        Assert.Contains("认领任务", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("示例：不能丢", page.QuerySelector("#opinion")!.TextContent);
        Assert.Equal("示例：不能丢", Kept(task)!.Entry.Opinion);
    }

    [Fact]
    public async Task What_was_written_for_a_task_that_a_colleague_decided_is_still_shown()
    {
        var (caseId, task) = await SubmittedAsync();
        await GivePostOfOwnerAsync(Colleague);
        using var client = await _app.SignInAsync(Owner);
        await _cases.DecideAsync(caseId, "accept", Colleague, "Accept");
        foreach (var to in new[] { Path(task), $"{Path(task)}?handler=Draft" })
        {
            using var refused = await client.PostFormAsync("/notifications", Fields(task, "示例：不能丢", ("task.action", "Accept")), to);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            using var page = await refused.ReadPageAsync();
            Assert.Contains("示例：不能丢", page.QuerySelector("#unsent")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(0, Drafts(task));
    }

    [Fact]
    public async Task Only_who_may_decide_the_task_keeps_a_draft_of_it()
    {
        var (_, task) = await SubmittedAsync();
        await Assert.ThrowsAsync<MissingException>(() => SaveAsync(task, "示例", "luxian-housing-inspect"));
        await GivePostOfOwnerAsync(Colleague);
        await _app.AsAsync<ClaimTask>(Owner, (claim, _) => Run(() => claim.Claim(task.Id)));
        await Assert.ThrowsAsync<ConflictException>(() => SaveAsync(task, "示例", Colleague));
    }

    private static string Path(OpenTask task) => $"/inbox/task/{task.Id}";

    private static Dictionary<string, string> Fields(OpenTask task, string opinion, params (string Name, string Value)[] more) => new(more.Select(m => KeyValuePair.Create(m.Name, m.Value)))
    {
        ["task.revision"] = task.Revision.ToString(CultureInfo.InvariantCulture),
        ["task.operation"] = "示例操作",
        ["task.opinion"] = opinion,
    };

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

    private async Task ReleaseAsync(OpenTask task)
    {
        await _app.AsAsync<ClaimTask>(Owner, (claim, _) => Run(() => claim.Claim(task.Id)));
        await _app.AsAsync<ClaimTask>(Owner, (claim, _) => Run(() => claim.Release(task.Id)));
    }

    private async Task HandOverAsync(OpenTask task)
    {
        await _app.AsAsync<ClaimTask>(Owner, (claim, _) => Run(() => claim.Claim(task.Id)));
        await _app.AsAsync<HandOverTasks>("luxian-system", (over, _) => Run(() => over.Run(Id(Owner), Id(Colleague), "示例：离职")));
    }

    private Task SaveAsync(OpenTask task, string opinion, string who = Owner) =>
        _app.AsAsync<SaveDraft>(who, (save, _) => Run(() => save.Run(task.Id, new TaskEntry { Opinion = opinion })));

    private KeptDraft? Kept(OpenTask task) => _app.Read(sql => KeptDraft.Find(sql, ToyuFlowApp.Tenant, Id(Owner), TaskAccess.Find(sql, ToyuFlowApp.Tenant, task.Id)!));

    private long Drafts(OpenTask task) => _app.Read(sql => sql.Scalar<long>("select count(*) from task_draft where task_id = @task", ("task", task.Id)));

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private Task GivePostOfOwnerAsync(string userName)
    {
        var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @id", row => row.GetGuid(0), ("id", Id(Owner))))[0];
        return _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id(userName), post, token));
    }
}
