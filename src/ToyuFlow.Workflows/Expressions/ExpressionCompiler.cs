using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Expressions.JavaScript;

namespace ToyuFlow.Workflows.Expressions;

/// <summary>Turns the expressions of a definition into <see cref="CompiledExpression"/>.</summary>
internal static class ExpressionCompiler
{
    /// <summary>The expression types that the engine evaluates.</summary>
    public static IReadOnlyList<string> Types { get; } = ["Literal", "Object", "Json", "Variable", "Input", "Output", "JavaScript"];

    /// <summary>Compiles the value of an input: a wrapped expression, a bare value, or nothing.</summary>
    /// <exception cref="ExpressionException">The expression does not parse.</exception>
    /// <exception cref="NotSupportedException">The expression is of a type that the engine does not evaluate.</exception>
    public static CompiledExpression? CompileInput(JsonNode? node, DataType type, bool keepsText = false) => node switch
    {
        null => null,
        JsonObject wrapper when wrapper.ContainsKey("typeName") => wrapper["expression"] is JsonObject expression ? Compile(expression, type, keepsText) : null,
        JsonObject bare when bare["type"] is not null && bare.ContainsKey("value") => Compile(bare, type, keepsText),
        JsonValue or JsonArray => new ConstantExpression(ValueConversion.To(type, node.DeepClone())),
        _ => null
    };

    /// <summary>Compiles a bare expression, <c>{"type": …, "value": …}</c>.</summary>
    public static CompiledExpression? Compile(JsonObject expression, DataType type, bool keepsText = false)
    {
        var value = expression["value"];
        switch (ElsaJsonReader.Text(expression, "type") ?? "Literal")
        {
            case "Literal":
                return new ConstantExpression(ValueConversion.To(type, value?.DeepClone()));
            case "Object" or "Json" when keepsText && value?.GetValueKind() == JsonValueKind.String:
                return new ConstantExpression(string.IsNullOrWhiteSpace(value.GetValue<string>()) ? null : value.DeepClone());
            case "Object" or "Json":
                var parsed = value?.GetValueKind() == JsonValueKind.String ? ValueConversion.ParseObject(value.GetValue<string>()) : value?.DeepClone();
                return new ConstantExpression(ValueConversion.To(type, parsed));
            case "Variable":
                var (id, name) = Reference(value);
                return new VariableExpression(id, name);
            case "Input":
                return new InputExpression(Reference(value).Name);
            case "Output":
                var output = value as JsonObject ?? [];
                return new OutputExpression(ElsaJsonReader.Text(output, "activityId") ?? ElsaJsonReader.Text(output, "id") ?? "", ElsaJsonReader.Text(output, "name") ?? ElsaJsonReader.Text(output, "outputName"));
            case "JavaScript":
                var source = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
                return new JavaScriptExpression(ScriptCompiler.Compile(source));
            case var other:
                throw new NotSupportedException(other);
        }
    }

    /// <summary>The variable or input that an expression refers to.</summary>
    public static (string Id, string Name) Reference(JsonNode? value) => value switch
    {
        JsonObject json => (ElsaJsonReader.Text(json, "id") ?? ElsaJsonReader.Text(json, "name") ?? "", ElsaJsonReader.Text(json, "name") ?? ""),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => (text.GetValue<string>(), text.GetValue<string>()),
        _ => ("", "")
    };
}
