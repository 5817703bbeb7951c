using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>The accessors that Elsa generates from names: <c>getAmount()</c>, <c>setAmount(v)</c> for a variable, <c>getwho()</c> for an input.</summary>
/// <remarks>Only those that a script mentions are made, and only for its run.</remarks>
internal sealed class ScriptAccessors(Engine engine, ScriptEngine owner)
{
    public void Add(Script script, ExpressionScope scope)
    {
        foreach (var name in script.Identifiers)
        {
            if (name.Length > 3 && (name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("set", StringComparison.Ordinal)) && Make(name, scope) is { } function)
            {
                engine.Global.FastAddProperty(name, function, true, false, true);
            }
        }
    }

    private JsValue? Make(string name, ExpressionScope scope)
    {
        if (engine.Global.HasOwnProperty(name))
        {
            return null;
        }

        var rest = name[3..];
        var isGetter = name[0] == 'g';
        if (isGetter && scope.Argument is { } argument && argument.Name == rest)
        {
            return new ClrFunctionInstance(engine, (_, _) => owner.ToScript(argument.Value));
        }

        if (isGetter && scope.HasInputDefinition(rest))
        {
            return new ClrFunctionInstance(engine, (_, _) => owner.ToScript(owner.Scope.GetInput(rest)));
        }

        if (scope.FindVariableByPascalName(rest) is { } variable)
        {
            return isGetter
                ? new ClrFunctionInstance(engine, (_, _) => owner.ReadVariable(variable, JsValue.Null))
                : new ClrFunctionInstance(engine, (_, arguments) =>
                {
                    owner.WriteVariable(variable, arguments.Length > 0 ? arguments[0] : JsValue.Undefined);
                    return JsValue.Undefined;
                });
        }

        if (isGetter && rest.IndexOf("From", StringComparison.Ordinal) is > 0 and var from && rest.Length > from + 4)
        {
            var output = rest[..from];
            return scope.FindNeighbour(rest[(from + 4)..]) is { } activity ? new ClrFunctionInstance(engine, (_, _) => owner.ToScript(owner.Scope.GetOutput(activity, output))) : null;
        }

        if (scope.TakesOutcomes && name is "setOutcome" or "setOutcomes")
        {
            return new ClrFunctionInstance(engine, (_, arguments) =>
            {
                scope.Outcomes = arguments.Length == 0 ? [] : ScriptValues.ToJson(arguments[0]) is JsonArray list
                    ? [.. list.Where(o => o is not null).Select(o => ValueConversion.ToText(o!))]
                    : [TypeConverter.ToString(arguments[0])];
                return JsValue.Undefined;
            });
        }

        return null;
    }
}
