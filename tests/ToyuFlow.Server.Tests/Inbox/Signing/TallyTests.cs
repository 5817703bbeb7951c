using ToyuFlow.Server.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>Every count of a round against brute force: it is decided exactly when no way in which the open voices may end could decide otherwise.</summary>
public sealed class TallyTests
{
    private const int Cases = 12_000;
    private const int MostOpen = 4;

    /// <summary>How an open voice may end. Whoever never votes is counted as an abstention by the clock, which fills no quorum.</summary>
    private static readonly Ballot[] Ends = [new(Vote.Yes), new(Vote.No), new(Vote.Abstain), new(Vote.Abstain) { IsAutomatic = true }];

    [Theory]
    [InlineData(SignMode.All)]
    [InlineData(SignMode.Sequence)]
    [InlineData(SignMode.Vote)]
    [InlineData(SignMode.Groups)]
    public void A_round_is_decided_exactly_when_every_way_to_go_on_decides_the_same(SignMode mode)
    {
        var random = new Random(20250307 + (int)mode);
        var outcomes = new Dictionary<SignOutcome, int>();
        for (var i = 0; i < Cases; i++)
        {
            var (rule, ballots) = Case(random, mode);
            var tally = Tally.Of(rule, ballots);
            var ends = new HashSet<SignOutcome>();
            Enumerate(rule, [.. ballots], 0, ends);
            var certain = ends.Count == 1 ? ends.Single() : SignOutcome.Open;
            Assert.True(tally.Outcome == certain, $"{rule}: {string.Join(", ", ballots)} is {tally.Outcome}, but every way ends as {string.Join(" or ", ends)}.");
            Assert.Equal(ballots.Sum(b => b.Weight), tally.Total);
            outcomes[tally.Outcome] = outcomes.GetValueOrDefault(tally.Outcome) + 1;
        }

        Assert.All(Enum.GetValues<SignOutcome>(), outcome => Assert.True(outcomes.GetValueOrDefault(outcome) > Cases / 100, $"Only {outcomes.GetValueOrDefault(outcome)} {outcome}."));
    }

    [Fact]
    public void The_first_yes_or_no_decides_where_one_is_enough()
    {
        var rule = new SignRule { Mode = SignMode.Any };
        Assert.Equal(SignOutcome.Open, Tally.Of(rule, [new(null), new(Vote.Abstain)]).Outcome);
        Assert.Equal(SignOutcome.Passed, Tally.Of(rule, [new(null), new(Vote.Yes)]).Outcome);
        Assert.Equal(SignOutcome.Refused, Tally.Of(rule, [new(null), new(Vote.No)]).Outcome);
        Assert.Equal(SignOutcome.Refused, Tally.Of(rule, [new(Vote.Abstain), new(Vote.Abstain)]).Outcome);
    }

    [Fact]
    public void Who_waits_for_all_is_refused_only_when_all_have_signed()
    {
        var rule = new SignRule { Mode = SignMode.All, WaitForAll = true };
        Assert.Equal(SignOutcome.Open, Tally.Of(rule, [new(null), new(Vote.No)]).Outcome);
        Assert.Equal(SignOutcome.Refused, Tally.Of(rule, [new(Vote.Yes), new(Vote.No)]).Outcome);
    }

    [Theory]
    [InlineData(50, false, SignOutcome.Passed)]
    [InlineData(50, true, SignOutcome.Refused)]
    public void Half_is_enough_or_not_as_the_rule_says(int threshold, bool strict, SignOutcome outcome) => Assert.Equal(
        outcome, Tally.Of(new SignRule { Mode = SignMode.Vote, Threshold = threshold, Strict = strict }, [new(Vote.Yes, 3), new(Vote.No, 2), new(Vote.Abstain)]).Outcome);

    [Fact]
    public void A_quorum_of_people_is_not_filled_by_the_clock()
    {
        var rule = new SignRule { Mode = SignMode.Vote, Threshold = 40, Quorum = 60 };
        Ballot[] ballots = [new(Vote.Yes, 2), new(Vote.Abstain, 3) { IsAutomatic = true }];
        Assert.Equal(SignOutcome.Open, Tally.Of(rule, ballots).Outcome);
        Assert.Equal(SignOutcome.Passed, Tally.Of(rule, [ballots[0], new(Vote.Abstain, 3)]).Outcome);
    }

    [Fact]
    public void Thresholds_that_could_both_be_met_are_refused()
    {
        Assert.NotEmpty(new SignRule { Mode = SignMode.Vote, Threshold = 50, RejectThreshold = 50 }.Problems());
        Assert.Empty(new SignRule { Mode = SignMode.Vote, Threshold = 50, RejectThreshold = 51 }.Problems());
        Assert.NotEmpty(new SignRule { Mode = SignMode.Vote, Threshold = 101 }.Problems());
        Assert.NotEmpty(new SignRule { Mode = SignMode.Vote, Threshold = 100, Strict = true }.Problems());
    }

    /// <summary>Tries every end of every open voice, the weights and groups as they are.</summary>
    private static void Enumerate(SignRule rule, Ballot[] ballots, int from, HashSet<SignOutcome> ends)
    {
        var open = Array.FindIndex(ballots, from, b => b.Cast is null);
        if (open < 0)
        {
            ends.Add(Final(rule, ballots));
            return;
        }

        var kept = ballots[open];
        foreach (var end in rule.Quorum is null ? Ends.AsSpan(0, 3) : Ends)
        {
            ballots[open] = kept with { Cast = end.Cast, IsAutomatic = end.IsAutomatic };
            Enumerate(rule, ballots, open + 1, ends);
        }

        ballots[open] = kept;
    }

    /// <summary>The law of the thing in the plainest words, for a round in which nobody is open any more. Undecided is <see cref="SignOutcome.Open"/>.</summary>
    private static SignOutcome Final(SignRule rule, Ballot[] ballots)
    {
        if (rule.Mode == SignMode.Groups)
        {
            return ballots.GroupBy(b => b.Group).All(g => g.Count(b => b.Cast == Vote.Yes) >= (rule.GroupMinimum == 0 ? g.Count() : rule.GroupMinimum)) ? SignOutcome.Passed : SignOutcome.Refused;
        }

        if (rule.Mode != SignMode.Vote)
        {
            return ballots.All(b => b.Cast == Vote.Yes) ? SignOutcome.Passed : SignOutcome.Refused;
        }

        var total = 0m;
        var (yes, no, voted) = (0m, 0m, 0m);
        foreach (var ballot in ballots)
        {
            total += ballot.Weight;
            yes += ballot.Cast == Vote.Yes ? ballot.Weight : 0;
            no += ballot.Cast == Vote.No ? ballot.Weight : 0;
            voted += ballot.IsAutomatic ? 0 : ballot.Weight;
        }

        var agreed = rule.Strict ? yes / total * 100 > rule.Threshold : yes / total * 100 >= rule.Threshold;
        if (!agreed || (rule.Veto && no > 0) || no / total * 100 >= rule.RejectThreshold)
        {
            return SignOutcome.Refused;
        }

        return rule.Quorum is { } quorum && voted / total * 100 < quorum ? SignOutcome.Open : SignOutcome.Passed;
    }

    private static (SignRule Rule, List<Ballot> Ballots) Case(Random random, SignMode mode)
    {
        decimal[] thresholds = [10, 25, 50, 60, 75, 100];
        var threshold = thresholds[random.Next(thresholds.Length)];
        var rule = new SignRule
        {
            Mode = mode,
            Threshold = threshold,
            Strict = threshold < 100 && random.Next(2) == 0,
            RejectThreshold = random.Next(3) == 0 ? 101 - threshold : null,
            Quorum = random.Next(3) == 0 ? thresholds[random.Next(thresholds.Length)] : null,
            Veto = random.Next(4) == 0,
            GroupMinimum = mode == SignMode.Groups ? random.Next(3) : 0,
        };
        var many = random.Next(1, 8);
        var open = 0;
        var ballots = new List<Ballot>();
        for (var i = 0; i < many; i++)
        {
            var isOpen = random.Next(2) == 0 && open++ < MostOpen;
            var leaning = random.Next(10);
            ballots.Add(new Ballot(isOpen ? null : leaning < 6 ? Vote.Yes : leaning < 8 ? Vote.No : Vote.Abstain, mode == SignMode.Vote ? random.Next(1, 6) : 1, mode == SignMode.Groups ? $"{i % 3}" : null)
            {
                IsAutomatic = !isOpen && random.Next(5) == 0,
            });
        }

        return (rule, ballots);
    }
}
