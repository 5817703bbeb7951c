using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A budget line of the document: a ceiling for each year from one to another.</summary>
/// <param name="OverCeiling">What happens to a claim that does not fit; null when nobody has decided.</param>
public sealed record BudgetRule(string Code, string Name, int FromYear, int? ToYear, Money? Ceiling, OverCeiling? OverCeiling, RuleSource Source)
{
    public bool Covers(int year) => year >= FromYear && (ToYear is null || year <= ToYear);
}

public enum OverCeiling
{
    /// <summary>Waits in the order of approval until money is free.</summary>
    Queue,

    /// <summary>All claims of the period are cut in proportion.</summary>
    Prorate,

    /// <summary>Is moved to the next year's budget.</summary>
    NextYear,
}

/// <summary>Whether money of a source may be spent on a kind of expense.</summary>
public sealed record FundRule(string FundSource, string ExpenseKind, FundVerdict Verdict, RuleSource Source);

public enum FundVerdict
{
    Allow,
    Deny,
    Decide,
}
