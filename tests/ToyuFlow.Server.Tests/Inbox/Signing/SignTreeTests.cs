using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>Rounds with added signers, as their rows alone tell them: random courses in which nothing may get stuck, and the rules one by one.</summary>
public sealed class SignTreeTests
{
    private const int Courses = 10_000;

    [Fact]
    public void Whatever_is_signed_added_and_removed_a_round_never_stands_still_before_it_is_decided()
    {
        var random = new Random(20250308);
        var decided = 0;
        for (var i = 0; i < Courses; i++)
        {
            var round = new PlayedRound(Rule(random), random.Next(1, 5));
            for (var act = 0; act < 40 && round.Tree.Tally.Outcome == SignOutcome.Open; act++)
            {
                Assert.True(round.Open.Count > 0, $"Nobody's turn: {round}");
                Play(round, random);
                Assert.True(round.Tree.Tally.Outcome == SignOutcome.Open || round.Pending.Count == 0, $"Decided and somebody still waits: {round}");
            }

            decided += round.Tree.Tally.Outcome == SignOutcome.Open ? 0 : 1;
        }

        Assert.True(decided > Courses * 9 / 10, $"Only {decided} were decided.");
    }

    [Fact]
    public void Whoever_asks_others_first_waits_and_signs_after_they_agreed()
    {
        var round = new PlayedRound(new SignRule(), 1);
        var root = round.Open[0];
        round.Add(root.Id, SignKind.Before, SignMode.Sequence, 2);
        var first = Assert.Single(round.Open);
        Assert.Equal(SignKind.Before, first.Kind);
        round.Sign(first.Id, Vote.Yes);
        round.Sign(Assert.Single(round.Open).Id, Vote.Yes);
        Assert.Equal(root.Id, Assert.Single(round.Open).Id);
        round.Sign(root.Id, Vote.Yes);
        Assert.Equal(SignOutcome.Passed, round.Tree.Tally.Outcome);
    }

    [Theory]
    [InlineData(SignKind.Before)]
    [InlineData(SignKind.After)]
    public void A_no_of_an_added_signer_is_the_no_of_whoever_asked(SignKind kind)
    {
        var round = new PlayedRound(new SignRule { Mode = SignMode.Vote, Threshold = 50 }, 3);
        var asking = round.Open[0];
        round.Add(asking.Id, kind, SignMode.All, 1);
        if (kind == SignKind.After)
        {
            round.Sign(asking.Id, Vote.Yes);
        }

        round.Sign(round.Open.Single(r => r.Kind == kind).Id, Vote.No);
        Assert.Equal((1, 2, SignOutcome.Open), (round.Tree.Tally.No, round.Tree.Tally.Open, round.Tree.Tally.Outcome));
        Assert.DoesNotContain(round.Pending, r => r.Id == asking.Id);
    }

    [Fact]
    public void Added_after_they_act_only_once_whoever_asked_has_agreed()
    {
        var round = new PlayedRound(new SignRule(), 1);
        var root = round.Open[0];
        round.Add(root.Id, SignKind.After, SignMode.Any, 2);
        Assert.Equal(root.Id, Assert.Single(round.Open).Id);
        round.Sign(root.Id, Vote.Yes);
        Assert.Equal(2, round.Open.Count);
        round.Sign(round.Open[1].Id, Vote.Yes);
        Assert.Equal((SignOutcome.Passed, 0), (round.Tree.Tally.Outcome, round.Pending.Count));
    }

    [Fact]
    public void Removing_everybody_who_was_asked_first_gives_the_task_back_and_approves_nothing()
    {
        var round = new PlayedRound(new SignRule(), 1);
        var root = round.Open[0];
        round.Add(root.Id, SignKind.Before, SignMode.All, 1);
        round.Remove(Assert.Single(round.Open).Id);
        Assert.Equal((SignOutcome.Open, root.Id), (round.Tree.Tally.Outcome, Assert.Single(round.Open).Id));
    }

    [Fact]
    public void One_more_beside_counts_in_the_whole()
    {
        var round = new PlayedRound(new SignRule { Mode = SignMode.Vote, Threshold = 50, Strict = true }, 3);
        round.Sign(round.Open[0].Id, Vote.Yes);
        round.Add(round.Open[0].Id, SignKind.Beside, SignMode.All, 1);
        round.Sign(round.Open[0].Id, Vote.Yes);
        Assert.Equal(SignOutcome.Open, round.Tree.Tally.Outcome); // 2 of 4 is not more than half
        round.Remove(round.Open.Single(r => r.Kind == SignKind.Beside).Id);
        Assert.Equal(SignOutcome.Passed, round.Tree.Tally.Outcome);
    }

    private static void Play(PlayedRound round, Random random)
    {
        var one = round.Open[random.Next(round.Open.Count)];
        switch (random.Next(6))
        {
            case 0 when round.Tree.DepthOf(one) < 2 && !round.HasPendingAdded(one.Id):
                round.Add(one.Id, (SignKind)random.Next(1, 4), (SignMode)random.Next(1, 4), random.Next(1, 4));
                break;
            case 1 when round.Pending.Where(r => r.ParentId is not null).ToList() is { Count: > 0 } added:
                round.Remove(added[random.Next(added.Count)].Id);
                break;
            default:
                round.Sign(one.Id, random.Next(8) switch { 0 => Vote.No, 1 => Vote.Abstain, _ => Vote.Yes });
                break;
        }
    }

    private static SignRule Rule(Random random) => new()
    {
        Mode = (SignMode)random.Next(6),
        Threshold = random.Next(1, 100),
        Veto = random.Next(4) == 0,
        GroupMinimum = random.Next(2),
        WaitForAll = random.Next(2) == 0,
    };

    /// <summary>Does to a list of rows what the service does to its table.</summary>
    private sealed class PlayedRound
    {
        private readonly SignRule _rule;
        private readonly List<SignRow> _rows = [];
        private int _next;

        public PlayedRound(SignRule rule, int signers)
        {
            _rule = rule;
            _rows.AddRange(Enumerable.Range(0, signers).Select(i => new SignRow(Guid.NewGuid(), null, SignKind.Main, SignMode.All, _next++, WorkTaskStatus.Waiting, null, 1, $"{i % 2}")));
            Tree = Settle();
        }

        public SignTree Tree { get; private set; }

        public List<SignRow> Open => [.. _rows.Where(r => r.Status == WorkTaskStatus.Open)];

        public List<SignRow> Pending => [.. _rows.Where(r => r.IsPending)];

        public bool HasPendingAdded(Guid id) => _rows.Any(r => r.ParentId == id && r.IsPending);

        public void Sign(Guid id, Vote vote)
        {
            Assert.Equal(WorkTaskStatus.Open, Find(id).Status);
            Put(Find(id) with { Status = WorkTaskStatus.Done, Vote = vote });
            Tree = Settle();
        }

        public void Add(Guid parent, SignKind kind, SignMode method, int many)
        {
            for (var i = 0; i < many; i++)
            {
                _rows.Add(new SignRow(Guid.NewGuid(), parent, kind, method, _next++, WorkTaskStatus.Waiting, null, 1, Find(parent).Group));
            }

            Tree = Settle();
        }

        public void Remove(Guid id)
        {
            foreach (var row in Tree.DescendantsOf(id).Prepend(Find(id)).Where(r => r.IsPending).ToList())
            {
                Put(row with { Status = WorkTaskStatus.Cancelled });
            }

            Tree = Settle();
        }

        public override string ToString() => $"{_rule}\n{string.Join('\n', _rows)}";

        private SignRow Find(Guid id) => _rows.Single(r => r.Id == id);

        private void Put(SignRow row) => _rows[_rows.FindIndex(r => r.Id == row.Id)] = row;

        private SignTree Settle()
        {
            var tree = new SignTree(_rule, [.. _rows]);
            foreach (var row in _rows.Where(r => r.IsPending).ToList())
            {
                Put(row with { Status = !tree.IsNeeded(row) ? WorkTaskStatus.Cancelled : tree.IsTurnOf(row) ? WorkTaskStatus.Open : WorkTaskStatus.Waiting });
            }

            return tree;
        }
    }
}
