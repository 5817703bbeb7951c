using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Tests.Inbox.Acts;

/// <summary>Every act on every kind of task: what becomes of it, who may not, and that it is done once and never on what has moved.</summary>
public sealed class ActTableTests(ActWorld world) : IClassFixture<ActWorld>
{
    public static TheoryData<string, string, string> Cells()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (act, kind, expected) in ActTable.Cells)
        {
            data.Add(act, kind, expected);
        }

        return data;
    }

    [Fact]
    public void The_table_has_every_act_and_every_kind() =>
        Assert.Equal(Act.All.SelectMany(a => ActTable.Kinds.Select(k => (a.Name, k))).Order(), ActTable.Cells.Select(c => (c.Act, c.Kind)).Order());

    [Theory]
    [MemberData(nameof(Cells))]
    public Task An_act_does_what_the_table_says(string actName, string kind, string expected) => ActTrial.RunAsync(world, actName, kind, expected);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task An_act_sent_twice_is_done_once(string actName, string kind, string expected)
    {
        var act = Act.All.Single(a => a.Name == actName);
        var subject = await world.BeginAsync(kind, act);
        if (expected == ActTable.Refused || await ActTrial.PreparedAsync(act, subject) is not null)
        {
            return;
        }

        var (seen, operation) = (act.On(subject).Revision, Guid.NewGuid().ToString("N"));
        await world.RunAsync(act.By(subject), operation, act.Do(subject, seen));
        var once = subject.Before.Rows;
        await world.RunAsync(act.By(subject), operation, act.Do(subject, seen));
        Assert.Equal(once, subject.Before.Rows);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task An_act_on_what_has_moved_or_by_a_stranger_changes_nothing(string actName, string kind, string expected)
    {
        var act = Act.All.Single(a => a.Name == actName);
        var subject = await world.BeginAsync(kind, act);
        if (await ActTrial.PreparedAsync(act, subject) is not null)
        {
            Assert.Equal(ActTable.Refused, expected);
            return;
        }

        var (before, seen) = (subject.Before.Rows, act.On(subject).Revision);
        await Assert.ThrowsAnyAsync<RefusedException>(() => world.RunAsync(ActWorld.Stranger, null, act.Do(subject, seen)));
        if (act.Seen)
        {
            var refused = await Assert.ThrowsAnyAsync<RefusedException>(() => world.RunAsync(act.By(subject), null, act.Do(subject, seen - 1)));
            Assert.True(refused is ConflictException || expected == ActTable.Refused, refused.Message);
        }

        Assert.Equal(before, subject.Before.Rows);
    }
}
