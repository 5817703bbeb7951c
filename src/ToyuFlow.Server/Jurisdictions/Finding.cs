namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A contradiction or gap in the document itself, which a person must see and decide.</summary>
/// <param name="Where">The lines concerned.</param>
/// <param name="Choices">The readings to choose from; empty when there is only something to know.</param>
/// <param name="Decided">The choice made; null while nobody has.</param>
/// <param name="Processes">Processes that wait for the decision.</param>
public sealed record Finding(
    string Code,
    FindingKind Kind,
    FindingSeverity Severity,
    IReadOnlyList<int> Where,
    string What,
    IReadOnlyList<string> Choices,
    string? Decided,
    string? DecidedBy,
    IReadOnlyList<string> Processes)
{
    public bool IsOpen => Choices.Count > 0 && Decided is null;
}

public enum FindingKind
{
    TextVsTable,
    SumMismatch,
    RoundingRule,
    RateCheck,
    OrgMismatch,
    ListMismatch,
    ScopeConflict,
    Wording,
    StaleNational,
    AmbiguousClass,
    LegalAuthority,
    MissingParam,
    Typo,
    DateConflict,
    OperatorConflict,
    FundRuleConflict,
    Other,
}

public enum FindingSeverity
{
    Info,
    Warning,
    Decision,
}
