using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Execution;

/// <summary>What the expressions of one run of an activity see.</summary>
internal sealed class ActivityScope(StepRun run, ActivityInstance instance) : ExpressionScope
{
    public override string InstanceId => run.State.InstanceId;

    public override string? InstanceName
    {
        get => run.State.Name;
        set => run.State.Name = value;
    }

    public override string? CorrelationId
    {
        get => run.State.CorrelationId;
        set => run.State.CorrelationId = value;
    }

    public override string DefinitionId => run.Graph.Definition.DefinitionId;

    public override string DefinitionVersionId => run.Graph.Definition.Id;

    public override int DefinitionVersion => run.Graph.Definition.Version;

    public override DateTimeOffset Now => run.Now;

    public override JsonNode? LastResult => run.LastResult;

    public override string NewId() => run.Services.Ids.NewId();

    public override bool TryGetVariable(string name, out JsonNode? value)
    {
        var slot = StepRun.FindByName(instance, name);
        value = slot?.Value;
        return slot is not null;
    }

    public override bool TryGetVariableById(string id, out JsonNode? value)
    {
        var slot = StepRun.FindById(instance, id);
        value = slot?.Value;
        return slot is not null;
    }

    public override void SetVariable(string name, JsonNode? value) => StepRun.SetVariable(instance, name, value);

    public override JsonNode? GetInput(string name) => run.GetInput(instance, name);

    public override JsonNode? GetOutput(string activity, string? output) => run.GetOutput(instance, activity, output);

    public override string? FindNeighbour(string pascalName) => StepRun.FindNeighbour(instance, pascalName);

    public override string? FindVariableByPascalName(string pascalName) => run.Graph.FindVariableByPascalName(pascalName);

    public override bool HasInputDefinition(string name) => run.Graph.HasInput(name);
}
