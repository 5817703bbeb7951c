namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>
/// Counts the voices of a round and says whether it is decided. It ends early only when nothing that is still to come could change it, or, with
/// 或签, 会签 and 一票否决, when their rule says so.
/// </summary>
public sealed record Tally(SignOutcome Outcome, long Yes, long No, long Abstain, long Open)
{
    public long Total => Yes + No + Abstain + Open;

    public static Tally Of(SignRule rule, IReadOnlyCollection<Ballot> ballots) => new(
        ballots.Count == 0 ? SignOutcome.Open : Decide(rule, ballots),
        Weight(ballots, Vote.Yes), Weight(ballots, Vote.No), Weight(ballots, Vote.Abstain), Weight(ballots, null));

    private static SignOutcome Decide(SignRule rule, IReadOnlyCollection<Ballot> ballots) => rule.Mode switch
    {
        SignMode.Any => First(ballots),
        SignMode.Vote => Counted(rule, ballots),
        SignMode.Groups => Grouped(rule, ballots),
        _ => Unanimous(ballots, rule.Mode == SignMode.All && rule.WaitForAll),
    };

    private static SignOutcome First(IReadOnlyCollection<Ballot> ballots) =>
        ballots.Any(b => b.Cast == Vote.No) ? SignOutcome.Refused
        : ballots.Any(b => b.Cast == Vote.Yes) ? SignOutcome.Passed
        : ballots.Any(b => b.Cast is null) ? SignOutcome.Open
        : SignOutcome.Refused;

    /// <summary>Whoever abstains does not agree.</summary>
    private static SignOutcome Unanimous(IReadOnlyCollection<Ballot> ballots, bool waits)
    {
        var isOpen = ballots.Any(b => b.Cast is null);
        return ballots.Any(b => b.Cast is Vote.No or Vote.Abstain) ? (isOpen && waits ? SignOutcome.Open : SignOutcome.Refused)
            : isOpen ? SignOutcome.Open
            : SignOutcome.Passed;
    }

    private static SignOutcome Counted(SignRule rule, IReadOnlyCollection<Ballot> ballots)
    {
        var (yes, no, open) = (Weight(ballots, Vote.Yes), Weight(ballots, Vote.No), Weight(ballots, null));
        var total = ballots.Sum(b => b.Weight);
        if ((rule.Veto && no > 0) || !Meets(rule, yes + open, total) || (rule.RejectThreshold is { } reject && no * 100 >= reject * total))
        {
            return SignOutcome.Refused;
        }

        // A voice that is still to come may be a veto.
        var voted = ballots.Where(b => b.Cast is not null && !b.IsAutomatic).Sum(b => b.Weight);
        var hasQuorum = rule.Quorum is not { } quorum || voted * 100 >= quorum * total;
        return Meets(rule, yes, total) && hasQuorum && (!rule.Veto || open == 0) ? SignOutcome.Passed : SignOutcome.Open;
    }

    private static SignOutcome Grouped(SignRule rule, IReadOnlyCollection<Ballot> ballots)
    {
        var groups = ballots.GroupBy(b => b.Group ?? "").Select(g => Group(rule, [.. g])).ToList();
        return groups.Contains(SignOutcome.Refused) ? SignOutcome.Refused
            : groups.Contains(SignOutcome.Open) ? SignOutcome.Open
            : SignOutcome.Passed;
    }

    private static SignOutcome Group(SignRule rule, List<Ballot> group)
    {
        var needed = rule.GroupMinimum == 0 ? group.Count : rule.GroupMinimum;
        var yes = group.Count(b => b.Cast == Vote.Yes);
        return yes >= needed ? SignOutcome.Passed
            : yes + group.Count(b => b.Cast is null) < needed ? SignOutcome.Refused
            : SignOutcome.Open;
    }

    private static bool Meets(SignRule rule, long yes, long total) => rule.Strict ? yes * 100 > rule.Threshold * total : yes * 100 >= rule.Threshold * total;

    private static long Weight(IEnumerable<Ballot> ballots, Vote? cast) => ballots.Where(b => b.Cast == cast).Sum(b => b.Weight);
}
