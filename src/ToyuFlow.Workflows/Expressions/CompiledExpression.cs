using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Expressions.JavaScript;

namespace ToyuFlow.Workflows.Expressions;

/// <summary>An expression that is ready to be evaluated, any number of times and on any thread.</summary>
internal abstract class CompiledExpression
{
    /// <summary>The value, which the caller may keep and attach.</summary>
    public abstract JsonNode? Evaluate(ExpressionScope scope);

    /// <summary>The value when it is the same in every run.</summary>
    public virtual bool TryGetConstant(out JsonNode? value)
    {
        value = null;
        return false;
    }
}

internal sealed class ConstantExpression(JsonNode? value) : CompiledExpression
{
    public override JsonNode? Evaluate(ExpressionScope scope) => value?.DeepClone();

    public override bool TryGetConstant(out JsonNode? constant)
    {
        constant = value;
        return true;
    }
}

internal sealed class VariableExpression(string id, string name) : CompiledExpression
{
    public override JsonNode? Evaluate(ExpressionScope scope)
    {
        if (!scope.TryGetVariableById(id, out var value) && !scope.TryGetVariable(name, out value))
        {
            return null;
        }

        scope.RecordRead(name, value);
        return value?.DeepClone();
    }
}

internal sealed class InputExpression(string name) : CompiledExpression
{
    public override JsonNode? Evaluate(ExpressionScope scope)
    {
        var value = scope.GetInput(name);
        scope.RecordRead(name, value);
        return value?.DeepClone();
    }
}

internal sealed class OutputExpression(string activity, string? output) : CompiledExpression
{
    public override JsonNode? Evaluate(ExpressionScope scope) => scope.GetOutput(activity, output)?.DeepClone();
}

/// <summary>An expression that does not parse; it fails when it is asked for.</summary>
internal sealed class FaultyExpression(string message) : CompiledExpression
{
    public override JsonNode? Evaluate(ExpressionScope scope) => throw new ExpressionException(message);
}

internal sealed class JavaScriptExpression(Script script) : CompiledExpression
{
    public override JsonNode? Evaluate(ExpressionScope scope) => ScriptEnginePool.Shared.Evaluate(script, scope);
}
