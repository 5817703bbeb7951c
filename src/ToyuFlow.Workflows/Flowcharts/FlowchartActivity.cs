using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>
/// Runs a flowchart by counting visits, Elsa's default. Each completion visits every line that leaves the activity, followed or not; an activity
/// runs when all lines that lead forward to it were visited and one was followed, and is skipped, with everything behind it, when none was.
/// </summary>
internal sealed class FlowchartActivity : CompositeActivity
{
    private static readonly string[] Skipped = [];

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        StepRun.Declare(self, self.Activity.Node.Variables);
        if (self.Activity.Flow!.StartFor(run.State.TriggerActivityId) is { } start)
        {
            run.Schedule(self, start);
        }
        else
        {
            run.Complete(self);
        }
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes)
    {
        if (child.Status != ActivityStatus.Completed)
        {
            return;
        }

        if (child.Activity.Descriptor.IsTerminal)
        {
            run.Complete(self);
            return;
        }

        if (!FlowRewind.ComesBack(run, self, child, outcomes) && !Leave(run, self, child.Activity, child, outcomes, child.IsBackward))
        {
            CompleteIfIdle(run, self);
        }
    }

    public override void OnChildCanceled(StepRun run, ActivityInstance self, ActivityInstance child)
    {
        CompleteIfIdle(run, self);
        Leave(run, self, child.Activity, child, Skipped, isBackward: false);
    }

    private static void CompleteIfIdle(StepRun run, ActivityInstance self)
    {
        var faulted = false;
        foreach (var child in self.Children)
        {
            if (child.Status == ActivityStatus.Running)
            {
                return;
            }

            faulted |= child.Status == ActivityStatus.Faulted;
        }

        if (!faulted && !run.HasScheduledInside(self))
        {
            run.Complete(self);
        }
    }

    /// <summary>Visits the lines that leave an activity. Returns whether something was scheduled.</summary>
    private static bool Leave(StepRun run, ActivityInstance self, CompiledActivity activity, ActivityInstance child, string[] outcomes, bool isBackward)
    {
        var graph = self.Activity.Flow!.For(run.State.TriggerActivityId);
        var scope = self.Flow ??= new FlowScope();
        if (!graph.IsReachable(activity))
        {
            throw new InvalidOperationException($"Activity {activity.Id} is not reachable from the flowchart graph. Unable to schedule it's outbound activities.");
        }

        if (!isBackward)
        {
            scope.Visit(activity.Id);
            scope.Forget(activity.Id, graph.Inbound(activity));
        }

        var scheduled = false;
        foreach (var line in graph.Outbound(activity))
        {
            var followed = Array.IndexOf(outcomes, line.Port) >= 0;
            if (line.IsForward)
            {
                scope.Visit(line, followed);
                scheduled |= Arrive(run, self, graph, scope, line, child);
            }
            else if (followed)
            {
                scheduled |= GoBack(run, self, line);
            }
        }

        return scheduled;
    }

    private static bool GoBack(StepRun run, ActivityInstance self, FlowLine line)
    {
        if (!line.IsValid)
        {
            throw new InvalidOperationException($"Invalid backward connection: Every path from the source ('{line.Source.Id}') must go through the target ('{line.Target.Id}') when tracing back to the start.");
        }

        run.Schedule(self, line.Target, isBackward: true);
        return true;
    }

    public static bool Arrive(StepRun run, ActivityInstance self, FlowGraph graph, FlowScope scope, FlowLine line, ActivityInstance child)
    {
        var target = line.Target;
        var inbound = graph.Inbound(target);
        switch (JoinMode(run, target))
        {
            case "WaitAll":
                return scope.AllVisited(inbound, target.Id) && Go(run, self, target, child, scope.AllFollowed(inbound, target.Id));
            case "WaitAny":
                return ArriveAtAny(run, self, graph, scope, line, child);
            default:
                return scope.AllVisited(inbound, target.Id) && Go(run, self, target, child, scope.AnyFollowed(inbound, target.Id));
        }
    }

    private static bool ArriveAtAny(StepRun run, ActivityInstance self, FlowGraph graph, FlowScope scope, FlowLine line, ActivityInstance child)
    {
        var target = line.Target;
        var inbound = graph.Inbound(target);
        if (scope.IsLate(line) || run.IsScheduled(self, target))
        {
            scope.Forget(target.Id, inbound);
            return false;
        }

        if (scope.AnyFollowed(inbound, target.Id))
        {
            run.Schedule(self, target);
            CancelBefore(run, self, graph, target);
            return true;
        }

        return scope.AllVisited(inbound, target.Id) && Go(run, self, target, child, followed: false);
    }

    private static bool Go(StepRun run, ActivityInstance self, CompiledActivity target, ActivityInstance child, bool followed)
    {
        if (!followed)
        {
            return Leave(run, self, target, child, Skipped, isBackward: false);
        }

        run.Schedule(self, target);
        return true;
    }

    /// <summary>Gives up everything still open on the way to a join.</summary>
    public static void CancelBefore(StepRun run, ActivityInstance flowchart, FlowGraph graph, CompiledActivity join)
    {
        foreach (var open in run.State.Instances.Where(i => i.Parent == flowchart && graph.IsAncestor(i.Activity, join)).ToArray())
        {
            run.CancelFromInside(open);
        }
    }

    /// <summary>How an activity joins: a FlowJoin as it says, everything else as soon as all live branches are there.</summary>
    private static string JoinMode(StepRun run, CompiledActivity target)
    {
        if (target.Node.Type != "Elsa.FlowJoin" || target.FindInput("Mode") is not { } mode)
        {
            return "WaitAllActive";
        }

        var value = mode.Expression is null ? mode.Default : mode.Expression.TryGetConstant(out var constant) ? constant : mode.Expression.Evaluate(new ActivityScope(run, run.State.Instances[0]));
        return FlowJoinModes.Read(value);
    }
}

/// <summary>The names of the join modes, which a file may also give as numbers.</summary>
internal static class FlowJoinModes
{
    public static string Read(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => value.GetValue<string>(),
        System.Text.Json.JsonValueKind.Number => ValueConversion.ToInteger(value) switch { 0 => "WaitAll", 1 => "WaitAllActive", _ => "WaitAny" },
        _ => "WaitAll"
    };
}
