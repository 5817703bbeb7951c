using ToyuFlow.Server.Calendar;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>The limit of one step: what the law allows, what the office promised, and which event starts the clock.</summary>
public sealed record DeadlineRule(
    string Code,
    string Name,
    Limit? Statutory,
    Limit? Promised,
    string StartsAt,
    IReadOnlyList<string> Processes,
    RuleSource Source,
    RuleSource? PromisedSource)
{
    /// <summary>The limit that is worked to: the promise, or the law where nothing was promised.</summary>
    public Limit? Working => Promised ?? Statutory;
}
