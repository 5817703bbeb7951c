using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities.Composition;

/// <summary>Another definition used as an activity: it runs inside the same instance, with variables for its inputs and outputs.</summary>
internal sealed class NestedWorkflow : CompositeActivity
{
    public static NestedWorkflow Instance { get; } = new();

    /// <summary>What the definition looks like from outside.</summary>
    public static ActivityDescriptor Describe(ActivityNode node, WorkflowDefinition definition) => new(
        node.Type,
        definition.Version,
        definition.Name,
        "Workflows",
        definition.Description,
        [.. definition.Inputs.Select(i => new ActivityInput(i.Name, ValueConversion.TypeOf(i.TypeName)))],
        [.. definition.Outputs.Select(o => new ActivityOutput(o.Name, ValueConversion.TypeOf(o.TypeName)))],
        ActivityPorts.Fixed([.. definition.Outcomes, "Done"]))
    {
        IsBuiltIn = true,
        MayWait = true
    };

    /// <summary>Whose outputs an activity inside sets: the nearest nested definition that declares the name; null when that is the workflow itself.</summary>
    public static ActivityInstance? OwnerOfOutput(ActivityInstance instance, string output)
    {
        for (var scope = instance.Parent; scope is not null; scope = scope.Parent)
        {
            if (scope.Activity.Nested?.Outputs.Any(o => o.Name == output) == true)
            {
                return scope;
            }
        }

        return null;
    }

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        var definition = self.Activity.Nested!;
        var slots = self.Variables ??= [];
        foreach (var input in definition.Inputs)
        {
            slots.Add(new VariableSlot(input.Name, input.Name, context.GetInput(input.Name)?.DeepClone(), input.IsPersisted));
        }

        foreach (var output in definition.Outputs.Where(o => !slots.Exists(s => s.Name == o.Name)))
        {
            slots.Add(new VariableSlot(output.Name, output.Name, null, true));
        }

        run.Schedule(self, self.Activity.Members[0]);
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes)
    {
        var signalled = run.SignalledOutcomes;
        run.SignalledOutcomes = null;
        run.Complete(self, signalled);
    }

    /// <summary>The workflow of a definition that is nested, as Elsa names it.</summary>
    public static ActivityNode WorkflowOf(ActivityNode node, WorkflowDefinition definition)
    {
        var nodeId = $"{node.NodeId}:{ElsaJsonReader.WorkflowActivityId}";
        var root = new ActivityReader().Read((JsonObject)definition.Json["root"]!, nodeId);
        return new ActivityNode { Id = ElsaJsonReader.WorkflowActivityId, NodeId = nodeId, Type = "Elsa.Workflow", Version = 1, Json = [], Children = [root], Members = [root], Variables = definition.Variables };
    }

    /// <summary>Finds definitions among those given: by version id, by definition id, or by the name that Elsa makes a type of.</summary>
    public static Func<ActivityNode, WorkflowDefinition?> Among(IReadOnlyCollection<WorkflowDefinition> definitions) => node =>
    {
        var (version, id) = (ElsaJsonReader.Text(node.Json, "workflowDefinitionVersionId"), ElsaJsonReader.Text(node.Json, "workflowDefinitionId"));
        return definitions.FirstOrDefault(d => version is not null && d.Id == version)
            ?? definitions.FirstOrDefault(d => id is not null && d.DefinitionId == id)
            ?? definitions.FirstOrDefault(d => version is null && id is null && WorkflowGraph.Pascalize(d.Name) == node.Type);
    };
}
