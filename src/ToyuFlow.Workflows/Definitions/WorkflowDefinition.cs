using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>One version of a workflow definition. It is data: reading it runs nothing and checks nothing.</summary>
/// <remarks>Treated as immutable once read; <see cref="Json"/> holds every field of the file, also those that the engine does not know.</remarks>
public sealed class WorkflowDefinition
{
    /// <summary>The id of this version.</summary>
    public required string Id { get; init; }

    /// <summary>The id that all versions of the definition share.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The number of this version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The name that people see.</summary>
    public required string Name { get; init; }

    /// <summary>What the workflow is for, if the file says so.</summary>
    public string? Description { get; init; }

    /// <summary>The workflow's own variables.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>The values that a start may pass in.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];

    /// <summary>The values that the workflow gives out.</summary>
    public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];

    /// <summary>The outcomes that the workflow may complete with when it is used as a step.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>What happens to the instance when an activity faults.</summary>
    public required IncidentStrategy IncidentStrategy { get; init; }

    /// <summary>The activity that the workflow runs; usually a flowchart.</summary>
    public required ActivityNode Root { get; init; }

    /// <summary>The whole file as it was read.</summary>
    public required JsonObject Json { get; init; }
}
