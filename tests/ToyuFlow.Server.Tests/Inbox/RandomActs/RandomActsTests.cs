using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;
using Xunit.Abstractions;

namespace ToyuFlow.Server.Tests.Inbox.RandomActs;

/// <summary>
/// Random people do random things with random tasks. Whatever is accepted, no task is lost, nobody decides twice, no timer of a closed task is left, clocks
/// add up, and the case can always be brought to its end.
/// </summary>
public sealed class RandomActsTests(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 10_000;
    private const int Committed = 40;

    /// <summary>What holds in between is asked of every sequence; to bring the case to its end takes longer than the acts.</summary>
    private const int EndEach = 10;

    private readonly ToyuFlowApp _app = new();
    private readonly Dictionary<string, int> _done = [];

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task After_any_of_ten_thousand_sequences_nothing_is_lost_and_the_case_can_be_ended()
    {
        var first = await BeginFirstAsync();
        for (var seed = 1; seed <= Sequences; seed++)
        {
            await _app.Steps.RehearseAsync(Actor.System(ToyuFlowApp.Tenant), async (services, _) =>
            {
                await new RandomPlay(new UndoneActs(_app, services), _done).RunAsync(first, seed, acts: 4, toTheEnd: seed % EndEach == 0);
                return true;
            }, CancellationToken.None);
        }

        Report(Sequences);
    }

    [Fact]
    public async Task It_holds_as_well_when_each_act_is_committed()
    {
        var first = await BeginFirstAsync();
        for (var seed = -1; seed >= -Committed; seed--)
        {
            await new RandomPlay(new CommittedActs(_app), _done).RunAsync(first, seed, acts: 14, toTheEnd: true);
        }

        Report(Committed);
    }

    private void Report(int sequences)
    {
        output.WriteLine($"{sequences} sequences: {string.Join(", ", _done.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key} {d.Value}"))}");
        Assert.True(_done.Count >= 16, $"Only these acts were ever accepted: {string.Join(", ", _done.Keys)}");
    }

    private async Task<Guid> BeginFirstAsync()
    {
        await _app.AsAsync<DefinitionLibrary>("luxian-system", (library, token) => library.PublishAsync(RandomFlow.Definition().ToJsonString(), token));
        return await new CaseDriver(_app).ApplyAsync("luxian-operator", "registration");
    }
}
