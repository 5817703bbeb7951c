using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>One person, one voice: at once, transferred, lent, and by substitutes.</summary>
public sealed class SignersTests : IDisposable
{
    private static readonly string First = SigningFlow.Officers[0];
    private static readonly string Second = SigningFlow.Officers[1];
    private static readonly string Third = SigningFlow.Officers[2];

    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public SignersTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public Task Two_who_sign_at_once_give_one_result() => SignAtOnceAsync(_app);

    [PostgresFact]
    public async Task Two_who_sign_at_once_give_one_result_on_postgres()
    {
        using var app = ToyuFlowApp.OnPostgres();
        await SignAtOnceAsync(app);
    }

    [Fact]
    public async Task A_transferred_voice_keeps_its_weight_and_goes_to_nobody_who_has_one()
    {
        var caseId = await _flow.BeginAsync(
            SigningFlow.Mode("vote"), ("transferWithin", SigningFlow.Literal("unit")), ("threshold", SigningFlow.Literal("60")),
            SigningFlow.People((First, 3, null), (Second, 1, null), (SigningFlow.Officers[3], 1, null)));
        await Assert.ThrowsAsync<InvalidInputException>(() => TransferAsync(caseId, First, Second));
        await TransferAsync(caseId, First, Third);
        Assert.Equal(3, _flow.TaskOf(caseId, Third)!.Weight);
        await _flow.SignAsync(caseId, Third);
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
    }

    [Fact]
    public async Task A_voice_lent_for_an_opinion_comes_back_and_counts_once()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2));
        var task = _flow.TaskOf(caseId, First)!;
        await DoAsync<DelegateTask>(First, d => d.Run(task.Id, task.Revision, Id(Third), "示例：请看材料"));
        await Assert.ThrowsAsync<ConflictException>(() => _flow.SignAsync(caseId, Third));
        await DoAsync<DelegateTask>(Third, d => d.GiveOpinion(task.Id, task.Revision + 1, "示例：属实"));
        await _flow.SignAsync(caseId, First);
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        await _flow.SignAsync(caseId, Second);
        Assert.Equal(2, _flow.Result(caseId)!["signatures"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_signer_who_is_also_anothers_substitute_signs_once()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(3));
        await AppointAsync(Second, First);
        await _flow.SignAsync(caseId, First);
        var others = _flow.TaskOf(caseId, Second)!;
        await Assert.ThrowsAsync<ConflictException>(() => SignForAsync(First, others));
        await _flow.SignAsync(caseId, Second);
        Assert.Equal([Third], _flow.Waiting(caseId));
    }

    [Fact]
    public async Task A_substitute_signs_in_the_principals_right_and_the_principal_not_again()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2));
        await AppointAsync(Second, Third);
        await SignForAsync(Third, _flow.TaskOf(caseId, Second)!);
        Assert.Contains(" 代 ", _flow.Round(caseId).Single(t => t.User == Second).DecidedByName, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConflictException>(() => SignForAsync(Second, _flow.Round(caseId).Single(t => t.User == Second)));
        await _flow.SignAsync(caseId, First);
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
    }

    [Fact]
    public async Task Each_sees_the_round_and_what_was_decided_without_them_among_the_done()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("any"), SigningFlow.First(3));
        using var client = await _app.SignInAsync(Second);
        using (var inbox = await client.GetPageAsync("/inbox"))
        {
            Assert.Contains("或签 0/3", inbox.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        }

        await _flow.SignAsync(caseId, First, opinion: "示例：同意办理");
        using var done = await client.GetPageAsync("/inbox/done");
        Assert.Contains("不再需要", done.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        using var page = await client.GetPageAsync($"/inbox/task/{_flow.Round(caseId).Single(t => t.User == Second).Id}");
        Assert.Contains("示例：同意办理", page.QuerySelector(".tf-round")!.TextContent, StringComparison.Ordinal);
        using var file = await client.GetPageAsync($"/cases/details/{caseId}");
        Assert.Contains("决定：同意", file.QuerySelector("#tasks")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from timeline_entry where case_id = @case and for_applicant = @yes and sentence like '%同意'", ("case", caseId), ("yes", true))));
    }

    private static async Task SignAtOnceAsync(ToyuFlowApp app)
    {
        var flow = new SigningFlow(app);
        var caseId = await flow.BeginAsync(SigningFlow.Mode("any"), SigningFlow.First(3));
        var tries = SigningFlow.Officers.Take(3).Select(officer => (officer, Task: flow.TaskOf(caseId, officer)!)).ToList();
        var results = await Task.WhenAll(tries.Select(t => Task.Run(async () =>
        {
            try
            {
                await app.AsAsync<CompleteTask, TaskOutcome>(t.officer, (complete, token) => complete.RunAsync(new TaskInput(t.Task.Id, t.Task.Revision, "Agree", ""), token));
                return true;
            }
            catch (ConflictException)
            {
                return false;
            }
        })));
        Assert.Single(results, done => done);
        Assert.Equal([WorkTaskStatus.Cancelled, WorkTaskStatus.Cancelled, WorkTaskStatus.Done], flow.Round(caseId).Select(t => t.Status).OrderBy(s => s.ToString()));
        Assert.Equal("Accepted", flow.Cases.Status(caseId));

        var all = await flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(3));
        await Task.WhenAll(SigningFlow.Officers.Take(3).Select(officer => Task.Run(() => flow.SignAsync(all, officer))));
        Assert.Equal("Accepted", flow.Cases.Status(all));
        Assert.Equal(1, app.Read(sql => sql.Scalar<long>("select count(*) from timeline_entry where case_id = @case and for_applicant = @yes and sentence like '%同意'", ("case", all), ("yes", true))));
    }

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private Task<TaskOutcome> SignForAsync(string userName, SignedTask task) =>
        _app.AsAsync<CompleteTask, TaskOutcome>(userName, (complete, token) => complete.RunAsync(new TaskInput(task.Id, task.Revision, "Agree", ""), token));

    private Task TransferAsync(Guid caseId, string from, string to)
    {
        var task = _flow.TaskOf(caseId, from)!;
        return DoAsync<TransferTask>(from, t => t.Run(task.Id, task.Revision, Id(to), "示例理由"));
    }

    private Task<Guid> AppointAsync(string principal, string substitute)
    {
        var today = BeijingTime.DateOf(_app.Clock.GetUtcNow());
        return _app.AsAsync<AppointSubstitute, Guid>(principal, (appoint, _) => Task.FromResult(appoint.Run(Id(principal), new SubstituteInput(Id(substitute), today, today, [], "示例：休假"))));
    }

    private Task DoAsync<TUseCase>(string userName, Action<TUseCase> act) where TUseCase : notnull => _app.AsAsync<TUseCase>(userName, (useCase, _) =>
    {
        act(useCase);
        return Task.CompletedTask;
    });
}
