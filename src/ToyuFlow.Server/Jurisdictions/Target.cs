namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A figure that the document sets, with its operator: 「以上」 and 「超过」 are not the same.</summary>
public sealed record Target(string Code, string Metric, DateOnly Due, TargetOperator Operator, decimal? Value, string? Unit, string? Role, RuleSource Source);

public enum TargetOperator
{
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,

    /// <summary>积极争创: to be striven for; a title, not a number.</summary>
    Strive,
}

/// <summary>A seat of the leading group or joint conference: a job, not a person.</summary>
public sealed record Seat(string Body, SeatRank Rank, string Job, RuleSource Source);

public enum SeatRank
{
    Head,
    Deputy,
    Member,
    Office,
}
