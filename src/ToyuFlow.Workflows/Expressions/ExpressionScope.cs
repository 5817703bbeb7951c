using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Expressions;

/// <summary>What an expression can see and do while it is evaluated.</summary>
internal abstract class ExpressionScope
{
    /// <summary>The variables that the evaluation read, with the values it saw; null when nobody asked.</summary>
    public JsonObject? Reads { get; set; }

    public abstract string InstanceId { get; }

    public abstract string? InstanceName { get; set; }

    public abstract string? CorrelationId { get; set; }

    public abstract string DefinitionId { get; }

    public abstract string DefinitionVersionId { get; }

    public abstract int DefinitionVersion { get; }

    public abstract DateTimeOffset Now { get; }

    public abstract JsonNode? LastResult { get; }

    public abstract string NewId();

    public abstract bool TryGetVariable(string name, out JsonNode? value);

    public abstract bool TryGetVariableById(string id, out JsonNode? value);

    public abstract void SetVariable(string name, JsonNode? value);

    public abstract JsonNode? GetInput(string name);

    public abstract JsonNode? GetOutput(string activity, string? output);

    /// <summary>Whether the script may say by which outcomes its activity completes.</summary>
    public bool TakesOutcomes { get; set; }

    /// <summary>A value that only this evaluation sees, through an accessor made of its name.</summary>
    public (string Name, JsonNode? Value)? Argument { get; set; }

    /// <summary>The outcomes that the script gave, if it gave any.</summary>
    public string[]? Outcomes { get; set; }

    /// <summary>The id of the activity in the same container that a generated accessor such as <c>getResultFromReview()</c> stands for, or null.</summary>
    public abstract string? FindNeighbour(string pascalName);

    /// <summary>The variable that a generated accessor such as <c>getAmount()</c> stands for, or null.</summary>
    public abstract string? FindVariableByPascalName(string pascalName);

    public abstract bool HasInputDefinition(string name);

    public void RecordRead(string name, JsonNode? value)
    {
        if (Reads is { } reads && !reads.ContainsKey(name))
        {
            reads[name] = value?.DeepClone();
        }
    }
}
