namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A recurring inspection: who goes, how often, to whom, with which checklist, and what follows from a finding.</summary>
/// <param name="LeadRole">The role that leads; null when all are equal.</param>
/// <param name="Frequency">Null when the document names the inspection but no rhythm.</param>
/// <param name="TimesPerPeriod">Visits in each period.</param>
/// <param name="Precondition">A fact that brings an institution into the programme (acceptance-passed); null when all are in it.</param>
public sealed record InspectionProgramme(
    string Code,
    string Name,
    string? LeadRole,
    IReadOnlyList<string> Roles,
    Frequency? Frequency,
    int TimesPerPeriod,
    Coverage Coverage,
    InspectionMode? Mode,
    string? Precondition,
    IReadOnlyList<string> Consequences,
    IReadOnlyDictionary<string, IReadOnlyList<CheckItem>> Checklists,
    bool Publish,
    RuleSource Source);

public enum Frequency
{
    Month,
    Quarter,
    HalfYear,
    Year,
}

public enum Coverage
{
    /// <summary>Every active institution in each period.</summary>
    All,

    /// <summary>A recorded random draw.</summary>
    Sample,
}

public enum InspectionMode
{
    /// <summary>One visit on which each role signs its own checklist.</summary>
    Joint,

    /// <summary>Each role visits by itself.</summary>
    PerRole,
}
