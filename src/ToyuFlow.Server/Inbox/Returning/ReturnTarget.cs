using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Inbox.Returning;

/// <summary>A step that the case has passed and to which it can go back.</summary>
/// <param name="ActivityId">Its id in the definition.</param>
/// <param name="DecidedBy">Who decided it last; the task goes to them again.</param>
/// <param name="Others">The titles of what waits in other branches and would be given up.</param>
public sealed record ReturnTarget(string ActivityId, string Title, string DecidedBy, DateTimeOffset DecidedAt, IReadOnlyList<string> Others)
{
    /// <summary>The person who was asked: the decider, or whom the decider stood in for.</summary>
    public Guid? PersonId { get; init; }
}

/// <summary>A decided step of an instance, the last time that it was decided.</summary>
public sealed record PassedStep(string ActivityId, string Title, string DecidedBy, DateTimeOffset DecidedAt, Guid? PersonId)
{
    /// <summary>The decision changed the status of the case.</summary>
    public bool IsInForce { get; init; }
}

/// <summary>Whether a plan only passes steps that may be done twice.</summary>
public static class Repeatable
{
    /// <summary>Steps of the service may not run a second time unless they say so: a number is given once, money is reserved once.</summary>
    public static bool Allows(RewindPlan plan, ToyuFlow.Workflows.Activities.ActivityCatalog catalog) =>
        plan.Refusal is null or RewindRefusal.OtherBranches && plan.Between.All(n => catalog.Find(n.Type, n.Version) is { IsBuiltIn: true } or { MayRepeat: true });
}
