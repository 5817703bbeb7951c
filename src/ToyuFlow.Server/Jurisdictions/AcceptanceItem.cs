namespace ToyuFlow.Server.Jurisdictions;

/// <summary>One part of the safety acceptance, decided by the units of its role in parallel with the others.</summary>
/// <param name="Evidence">The papers, any of which proves the item.</param>
/// <param name="ValidMonths">How long a pass is good for; null when it does not expire.</param>
/// <param name="When">The item is needed only when this holds of the application (food safety where meals are given).</param>
public sealed record AcceptanceItem(
    string Code,
    string Name,
    string Role,
    bool Mandatory,
    IReadOnlyList<string> Evidence,
    int? ValidMonths,
    FieldCondition? When,
    IReadOnlyList<CheckItem> Checklist,
    RuleSource Source);

/// <summary>One line of an officer's checklist.</summary>
public sealed record CheckItem(string Code, string Text, string? Law);
