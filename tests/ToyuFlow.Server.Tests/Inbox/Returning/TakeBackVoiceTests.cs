using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Inbox.Returning;

/// <summary>撤回 of one voice of several, while the round is open.</summary>
public sealed class TakeBackVoiceTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public TakeBackVoiceTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_voice_is_taken_back_and_given_again()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await TakeBackAsync(caseId, SigningFlow.Officers[0]);
        Assert.Equal(2, _flow.Waiting(caseId).Count);
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await _flow.SignAsync(caseId, SigningFlow.Officers[1]);
        Assert.Equal("Finished", _flow.State(caseId));
    }

    [Fact]
    public async Task A_voice_that_was_taken_back_is_reminded_of_again()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await TakeBackAsync(caseId, SigningFlow.Officers[0]);
        Assert.True(_app.Read(sql => sql.Scalar<long>("select count(*) from timer where subject_id = @task", ("task", _flow.TaskOf(caseId, SigningFlow.Officers[0])!.Id))) > 0);
    }

    [Fact]
    public async Task In_a_sequence_whoever_came_next_waits_again()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("sequence"), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await TakeBackAsync(caseId, SigningFlow.Officers[0]);
        Assert.Equal([SigningFlow.Officers[0]], _flow.Waiting(caseId));
    }

    [Fact]
    public async Task In_a_sequence_nothing_is_taken_back_once_the_next_has_signed()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("sequence"), SigningFlow.First(3));
        await _flow.SignAsync(caseId, SigningFlow.Officers[0]);
        await _flow.SignAsync(caseId, SigningFlow.Officers[1]);
        await Assert.ThrowsAsync<ConflictException>(() => TakeBackAsync(caseId, SigningFlow.Officers[0]));
    }

    private Task TakeBackAsync(Guid caseId, string user)
    {
        var task = _flow.Round(caseId).First(t => t.User == user && t.Status == WorkTaskStatus.Done);
        return _app.AsAsync<TakeBackTask>(user, (act, token) => act.RunAsync(task.Id, task.Revision, token));
    }
}
