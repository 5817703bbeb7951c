using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Workflows.Execution;

/// <summary>What a step takes from its host.</summary>
/// <param name="Services">The services that activities are made with.</param>
/// <param name="Time">The clock.</param>
/// <param name="Ids">Where new ids come from.</param>
public sealed record EngineServices(IServiceProvider Services, TimeProvider Time, IIdSource Ids)
{
    /// <summary>Wraps the execution of each activity, for instance in a savepoint. An exception that leaves it becomes an incident.</summary>
    public Func<ActivityContext, Func<ValueTask>, ValueTask>? Around { get; init; }

    /// <summary>Says of an exception that it must end the whole step: it leaves the runner, and the host rolls back.</summary>
    public Func<Exception, bool>? IsFatal { get; init; }

    /// <summary>Runs a child instance at once, inside the step, for <c>Elsa.ExecuteWorkflow</c>. Without it such an activity faults.</summary>
    public Func<ChildWorkflow, CancellationToken, ValueTask<ChildResult>>? RunChild { get; init; }

    /// <summary>Whether a definition can be started by its id. Without it a child that nobody can start shows only when the host tries.</summary>
    public Func<string, bool>? IsPublished { get; init; }

    /// <summary>Takes a mail of <c>Elsa.SendEmail</c> as part of the step. Without it the activity completes and sends nothing.</summary>
    public Action<OutgoingEmail>? SendEmail { get; init; }

    /// <summary>The most activities that one step may run; a loop that never waits ends in an incident.</summary>
    public int MaxActivitiesPerStep { get; init; } = 20_000;
}
