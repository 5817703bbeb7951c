namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>What somebody says to a step that several decide.</summary>
public enum Vote
{
    Yes,
    No,

    /// <summary>弃权: not open any more, and yet its weight stays in the whole.</summary>
    Abstain,
}

public enum SignOutcome
{
    Open,
    Passed,
    Refused,
}

/// <summary>One voice of a round.</summary>
/// <param name="Cast">Null while it is open.</param>
public sealed record Ballot(Vote? Cast, long Weight = 1, string? Group = null)
{
    /// <summary>Counted by the system when the time was up: never fills the quorum, for that asks for people.</summary>
    public bool IsAutomatic { get; init; }
}
