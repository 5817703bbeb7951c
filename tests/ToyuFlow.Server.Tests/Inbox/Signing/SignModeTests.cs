using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>会签、或签、依次、票签、多部门会签 in the running service.</summary>
public sealed class SignModeTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public SignModeTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task All_have_to_agree_and_the_case_hears_of_it_once()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[1], opinion: "示例意见甲");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        Assert.Equal([SigningFlow.Officers[2]], _flow.Waiting(caseId));
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _flow.SignAsync(caseId, SigningFlow.Officers[2]);

        Assert.Equal(("Accepted", "Finished"), (_flow.Cases.Status(caseId), _flow.State(caseId)));
        Assert.Single(_flow.Cases.Sentences(caseId), s => s.EndsWith("同意", StringComparison.Ordinal) && !s.Contains("签署", StringComparison.Ordinal));
        var signatures = _flow.Result(caseId)!["signatures"]!.AsArray();
        Assert.Equal(["示例意见甲", "", ""], signatures.Select(s => s!["opinion"]!.ToString()));
        Assert.All(signatures, s => Assert.Equal("Yes", s!["vote"]!.ToString()));
    }

    [Fact]
    public async Task One_no_of_all_ends_it_and_the_others_need_not_act()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await _flow.SignAsync(caseId, SigningFlow.Officers[1], "Refuse", "示例理由");

        Assert.Equal("Refused", _flow.Cases.Status(caseId));
        var spared = Assert.Single(_flow.Round(caseId), t => t.Status == WorkTaskStatus.Cancelled);
        Assert.Contains("决定：不同意", spared.ClosedBecause, StringComparison.Ordinal);
        Assert.Equal(0, Timers(spared.Id));
        Assert.Equal(("Refuse", "示例理由"), (_flow.Result(caseId)!["action"]!.ToString(), _flow.Result(caseId)!["opinion"]!.ToString()));
    }

    [Fact]
    public async Task Who_waits_for_all_lets_the_rest_sign_after_a_no()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2), ("waitForAll", SigningFlow.Literal("true")));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0], "Refuse");
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        await _flow.SignAsync(caseId, SigningFlow.Officers[1]);
        Assert.Equal("Refused", _flow.Cases.Status(caseId));
    }

    [Theory]
    [InlineData("Agree", "Accepted")]
    [InlineData("Refuse", "Refused")]
    public async Task The_first_of_any_decides(string action, string status)
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("any"), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[2], action);
        Assert.Equal(status, _flow.Cases.Status(caseId));
        Assert.Equal(2, _flow.Round(caseId).Count(t => t.Status == WorkTaskStatus.Cancelled));
    }

    [Fact]
    public async Task In_sequence_the_next_gets_the_task_after_the_one_before_agreed()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("sequence"), SigningFlow.First(3), ("limitPer", SigningFlow.Literal("person")));
        Assert.Equal([SigningFlow.Officers[0]], _flow.Waiting(caseId));
        var due = _flow.Round(caseId)[0].DueAt;
        _app.Clock.Advance(TimeSpan.FromDays(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        Assert.Equal([SigningFlow.Officers[1]], _flow.Waiting(caseId));
        Assert.True(_flow.TaskOf(caseId, SigningFlow.Officers[1])!.DueAt > due);
        Assert.True(Timers(_flow.TaskOf(caseId, SigningFlow.Officers[1])!.Id) > 0);
        await _flow.SignAsync(caseId, SigningFlow.Officers[1]);
        await _flow.SignAsync(caseId, SigningFlow.Officers[2]);
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
    }

    [Fact]
    public async Task A_no_in_a_sequence_ends_it_before_the_next_is_asked()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("sequence"), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0], "Refuse");
        Assert.Equal("Refused", _flow.Cases.Status(caseId));
        Assert.Empty(_flow.Waiting(caseId));
    }

    [Fact]
    public async Task A_vote_ends_as_soon_as_the_weights_decide_it()
    {
        var caseId = await _flow.BeginAsync(
            SigningFlow.Mode("vote"), ("threshold", SigningFlow.Literal("60")),
            SigningFlow.People((SigningFlow.Officers[0], 3, null), (SigningFlow.Officers[1], 1, null), (SigningFlow.Officers[2], 2, null), (SigningFlow.Officers[3], 4, null)));
        await _flow.SignAsync(caseId, SigningFlow.Officers[1], "Refuse");
        await _flow.SignAsync(caseId, SigningFlow.Officers[3]);
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        await _flow.SignAsync(caseId, SigningFlow.Officers[2]);
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
        Assert.Equal(SigningFlow.Officers[0], Assert.Single(_flow.Round(caseId), t => t.Status == WorkTaskStatus.Cancelled).User);
    }

    [Fact]
    public async Task A_veto_beats_any_majority()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("vote"), ("threshold", SigningFlow.Literal("30")), ("veto", SigningFlow.Literal("true")), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        await _flow.SignAsync(caseId, SigningFlow.Officers[1], "Refuse");
        Assert.Equal("Refused", _flow.Cases.Status(caseId));
    }

    [Fact]
    public async Task Every_department_has_to_agree_and_one_that_no_longer_can_refuses()
    {
        var caseId = await _flow.BeginAsync(
            SigningFlow.Mode("groups"), ("groupMinimum", SigningFlow.Literal("1")),
            SigningFlow.People((SigningFlow.Officers[0], 1, "市场监管"), (SigningFlow.Officers[1], 1, "市场监管"), (SigningFlow.Officers[3], 1, "卫健"), (SigningFlow.Officers[4], 1, "住建")));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0], "Refuse");
        await _flow.SignAsync(caseId, SigningFlow.Officers[3]);
        await _flow.SignAsync(caseId, SigningFlow.Officers[1]);
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        await _flow.SignAsync(caseId, SigningFlow.Officers[4], "Refuse");
        Assert.Equal("Refused", _flow.Cases.Status(caseId));
    }

    [Fact]
    public async Task What_is_neither_yes_nor_no_is_not_put_to_the_vote()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await _flow.SignAsync(caseId, SigningFlow.Officers[1], "Back", "示例：退件");
        Assert.Equal(("Back", "Finished"), (_flow.Result(caseId)!["action"]!.ToString(), _flow.State(caseId)));
        Assert.Contains("退件", Assert.Single(_flow.Round(caseId), t => t.Status == WorkTaskStatus.Cancelled).ClosedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_found_twice_signs_once_and_holders_of_a_post_each()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), ("signers", SigningFlow.List(
            """[{"type":"post","role":"SAMR","post":"accept"},{"type":"person","person":"luxian-samr-accept"},{"type":"head","role":"SAMR"},{"type":"variable","name":"people"}]""")));
        Assert.Equal(["luxian-samr-accept", "luxian-samr-approve", "luxian-samr-review"], _flow.Waiting(caseId).Order());
    }

    [Fact]
    public async Task Nobody_to_sign_is_an_incident_or_the_heads_as_the_step_says()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), ("signers", SigningFlow.List("""[{"type":"person","person":"nobody"}]""")));
        Assert.Contains(_flow.Cases.Incidents(), i => i.Contains("没有可以签办的人员", StringComparison.Ordinal));
        Assert.Empty(_flow.Round(caseId));
    }

    [Fact]
    public async Task Nobody_to_sign_goes_to_the_head_where_the_step_says()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), ("whenNobody", SigningFlow.Literal("head")), ("signers", SigningFlow.List("""[{"type":"person","person":"nobody"}]""")));
        Assert.Equal(["luxian-samr-approve"], _flow.Waiting(caseId));
    }

    [Theory]
    [InlineData("threshold", "101")]
    [InlineData("rejectThreshold", "40")]
    [InlineData("signMode", "committee")]
    [InlineData("onExpiry", "explode")]
    [InlineData("groupMinimum", "-1")]
    [InlineData("quorum", "半数")]
    public async Task A_step_that_cannot_be_decided_is_not_published(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => _flow.PublishAsync(SigningFlow.Mode("vote"), SigningFlow.First(2), (setting, SigningFlow.Literal(value))));
        Assert.All(refused.Errors, e => Assert.Equal("sign", e.Field));
    }

    [Fact]
    public async Task More_than_a_department_has_are_not_asked_of_it() => await Assert.ThrowsAsync<InvalidInputException>(() => _flow.PublishAsync(
        SigningFlow.Mode("groups"), ("groupMinimum", SigningFlow.Literal("2")), SigningFlow.People((SigningFlow.Officers[0], 1, "甲"), (SigningFlow.Officers[1], 1, "乙"))));

    private long Timers(Guid task) => _app.Read(sql => sql.Scalar<long>("select count(*) from timer where subject_id = @task", ("task", task)));
}
