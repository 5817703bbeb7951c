using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>What the clock does when a limit passes: always the system's act, never a person's.</summary>
public sealed class ExpiryTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public ExpiryTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("pass", "Accepted", "超时自动通过（系统）")]
    [InlineData("fail", "Refused", "超时自动不通过（系统）")]
    public async Task A_task_of_one_is_decided_by_the_system_and_shown_so(string rule, string status, string label)
    {
        var caseId = await _flow.BeginAsync(("onExpiry", SigningFlow.Literal(rule)), SigningFlow.First(1));
        await ExpireAsync();
        Assert.Equal(status, _flow.Cases.Status(caseId));
        var task = Assert.Single(_flow.Round(caseId));
        Assert.Equal((true, "系统", label), (task.IsAutomatic, task.DecidedByName, task.ActionLabel));
        Assert.Contains(_flow.Cases.Sentences(caseId), s => s.Contains(label, StringComparison.Ordinal));
        using var client = await _app.SignInAsync(SigningFlow.Officers[0]);
        using var done = await client.GetPageAsync("/inbox/done");
        Assert.Contains(label, done.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_happens_to_a_step_that_says_nothing_or_was_decided()
    {
        var caseId = await _flow.BeginAsync();
        await ExpireAsync();
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        Assert.Single(_flow.Cases.OpenTasks(caseId));
    }

    [Fact]
    public async Task Who_has_not_voted_abstains_and_the_votes_of_people_decide()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("vote"), ("threshold", SigningFlow.Literal("40")), SigningFlow.First(5));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await ExpireAsync();
        Assert.Equal("Refused", _flow.Cases.Status(caseId)); // 1 of 5, and nobody is left to agree
        Assert.Equal(4, _flow.Round(caseId).Count(t => t is { IsAutomatic: true, Vote: "Abstain", DecidedByName: "系统" }));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from timer where kind = 'task-expiry'")));
    }

    [Fact]
    public async Task Who_has_not_signed_counts_as_the_step_says()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), ("onExpiry", SigningFlow.Literal("pass")), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await ExpireAsync();
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
        Assert.Equal(2, _flow.Round(caseId).Count(t => t.ActionLabel == "超时计为同意（系统）"));
    }

    [Fact]
    public async Task A_vote_without_its_quorum_is_an_open_incident_and_begins_anew_when_retried()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("vote"), ("threshold", SigningFlow.Literal("20")), ("quorum", SigningFlow.Literal("60")), SigningFlow.First(5));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        await ExpireAsync();
        Assert.Contains(_flow.Cases.Incidents(), i => i.Contains("法定人数", StringComparison.Ordinal));
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        Assert.Empty(_flow.Waiting(caseId));
        var (instance, incident) = _app.Read(sql => sql.List("select instance_id, id from incident", row => (row.GetGuid(0), row.GetGuid(1))))[0];
        await _app.AsAsync<WorkflowHost>("luxian-system", (host, token) => host.RetryAsync(instance, incident, token));
        Assert.Equal(5, _flow.Waiting(caseId).Count);
    }

    [Fact]
    public async Task What_is_overdue_goes_to_the_head_of_the_unit_where_the_step_says()
    {
        var caseId = await _flow.BeginAsync(("onExpiry", SigningFlow.Literal("escalate")));
        await ExpireAsync();
        Assert.Equal(["luxian-samr-approve"], _flow.Waiting(caseId));
        await _flow.SignAsync(caseId, "luxian-samr-approve");
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
    }

    private async Task ExpireAsync()
    {
        _app.Clock.Advance(TimeSpan.FromDays(14));
        await _app.Timers.RunAsync(CancellationToken.None);
    }
}
