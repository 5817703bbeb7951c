using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Flowcharts;

namespace ToyuFlow.Workflows.Execution;

/// <summary>One run of one activity.</summary>
internal sealed class ActivityInstance(string id, string activityId)
{
    public string Id { get; } = id;

    /// <summary>The key of the activity.</summary>
    public string ActivityId { get; } = activityId;

    /// <summary>The compiled activity; bound when a step begins.</summary>
    public CompiledActivity Activity { get; set; } = null!;

    public ActivityInstance? Parent { get; set; }

    /// <summary>In the order in which Elsa would enumerate them: this decides the order of cancellations.</summary>
    public List<ActivityInstance> Children { get; } = [];

    public ActivityStatus Status { get; set; }

    /// <summary>The variables that this run declares: a container's own, or those that a loop gives to its body.</summary>
    public List<VariableSlot>? Variables { get; set; }

    public JsonObject? Properties { get; set; }

    public FlowScope? Flow { get; set; }

    /// <summary>Whether the parent still wants to know of the completion.</summary>
    public bool NotifiesParent { get; set; }

    /// <summary>Whether a line that leads back scheduled it.</summary>
    public bool IsBackward { get; set; }

    public bool IsClosed => Status is ActivityStatus.Completed or ActivityStatus.Canceled;
}
