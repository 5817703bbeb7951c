using System.Security.Cryptography;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>The helpers that Elsa gives to scripts.</summary>
internal sealed class ScriptFunctions(Engine engine, ScriptEngine owner, ScriptGuards guards)
{
    private ExpressionScope Scope => owner.Scope;

    public void Install(JsValue variables)
    {
        engine.Global.FastAddProperty("variables", variables, true, false, true);
        Guards();
        Workflow();
        Values();
        Encodings();
    }

    private void Guards()
    {
        Define(ScriptRewriter.Guard, _ => Set(guards.Check));
        Define(ScriptRewriter.Add, guards.Add);
        Define(ScriptRewriter.AddTo, guards.AddTo);
        Define(ScriptRewriter.Pattern, guards.Pattern);
        Define(ScriptRewriter.Now, _ => new JsValue(Scope.Now.ToUnixTimeMilliseconds()));
        engine.Date.FastAddProperty("now", new ClrFunctionInstance(engine, (_, _) => new JsValue(Scope.Now.ToUnixTimeMilliseconds())), false, false, false);
        engine.Math.FastAddProperty("random", new ClrFunctionInstance(engine, (_, _) => new JsValue(Fraction())), false, false, false);
    }

    private void Workflow()
    {
        Define("getWorkflowInstanceId", _ => Text(Scope.InstanceId));
        Define("getWorkflowInstanceName", _ => Text(Scope.InstanceName));
        Define("setWorkflowInstanceName", a => Set(() => Scope.InstanceName = Optional(a)));
        Define("getWorkflowDefinitionId", _ => Text(Scope.DefinitionId));
        Define("getWorkflowDefinitionVersionId", _ => Text(Scope.DefinitionVersionId));
        Define("getWorkflowDefinitionVersion", _ => new JsValue(Scope.DefinitionVersion));
        Define("getCorrelationId", _ => Text(Scope.CorrelationId));
        Define("setCorrelationId", a => Set(() => Scope.CorrelationId = Optional(a)));
        Define("getVariable", a => owner.ReadVariable(Name(a), JsValue.Null));
        Define("setVariable", a => Set(() => owner.WriteVariable(Name(a), a.Length > 1 ? a[1] : JsValue.Undefined)));
        Define("getInput", a => owner.ToScript(Input(Name(a))));
        Define("getOutputFrom", a => owner.ToScript(Scope.GetOutput(Name(a), a.Length > 1 && !IsNothing(a[1]) ? TypeConverter.ToString(a[1]) : null)));
        Define("getLastResult", _ => owner.ToScript(Scope.LastResult));
    }

    private void Values()
    {
        Define("isNullOrEmpty", a => Truth(a.Length == 0 || IsNothing(a[0]) || TypeConverter.ToString(a[0]).Length == 0));
        Define("isNullOrWhiteSpace", a => Truth(a.Length == 0 || IsNothing(a[0]) || string.IsNullOrWhiteSpace(TypeConverter.ToString(a[0]))));
        Define("toJson", a => Text(a.Length == 0 ? "null" : ScriptValues.ToJson(a[0])?.ToJsonString(ValueConversion.Compact) ?? "null"));
        Define("newGuid", _ => Text(NewGuid().ToString()));
        Define("newGuidString", _ => Text(NewGuid().ToString()));
        Define("getGuidString", _ => Text(NewGuid().ToString()));
        Define("newShortGuid", _ => Text(ShortGuid()));
        Define("getShortGuid", _ => Text(ShortGuid()));
        Define("parseGuid", a => Guid.TryParse(Name(a), out var guid) ? Text(guid.ToString()) : throw new JavaScriptException(engine.TypeError, $"'{Name(a)}' is not a GUID"));
    }

    private void Encodings()
    {
        Define("stringToBase64", a => Text(Convert.ToBase64String(Encoding.UTF8.GetBytes(Name(a)))));
        Define("stringFromBase64", a => Text(Encoding.UTF8.GetString(Bytes(Name(a)))));
        Define("bytesFromString", a => Text(Convert.ToBase64String(Encoding.UTF8.GetBytes(Name(a)))));
        Define("bytesToString", a => Text(Encoding.UTF8.GetString(Bytes(Name(a)))));
        Define("bytesToBase64", a => Text(Name(a)));
        Define("bytesFromBase64", a => Text(Name(a)));
    }

    private System.Text.Json.Nodes.JsonNode? Input(string name)
    {
        var value = Scope.GetInput(name);
        Scope.RecordRead(name, value);
        return value;
    }

    private byte[] Bytes(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new JavaScriptException(engine.TypeError, "not base64");
        }
    }

    private void Define(string name, Func<JsValue[], JsValue> function) =>
        engine.Global.FastAddProperty(name, new ClrFunctionInstance(engine, (_, arguments) => function(arguments)), true, false, true);

    private static string Name(JsValue[] arguments) => arguments.Length > 0 ? TypeConverter.ToString(arguments[0]) : "";

    private static string? Optional(JsValue[] arguments) => arguments.Length > 0 && !IsNothing(arguments[0]) ? TypeConverter.ToString(arguments[0]) : null;

    private static bool IsNothing(JsValue value) => value.IsNull() || value.IsUndefined();

    private static JsValue Text(string? text) => text is null ? JsValue.Null : new JsValue(text);

    private static JsValue Truth(bool flag) => flag ? JsValue.True : JsValue.False;

    private static JsValue Set(Action action)
    {
        action();
        return JsValue.Undefined;
    }

    /// <summary>Made from the id source, so that a replayed run gives the same.</summary>
    private Guid NewGuid() => new(SHA256.HashData(Encoding.UTF8.GetBytes(Scope.NewId())).AsSpan(0, 16));

    private string ShortGuid() => Convert.ToBase64String(NewGuid().ToByteArray()).Replace("/", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal).TrimEnd('=');

    private double Fraction() => (BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Scope.NewId()))) >> 11) * (1.0 / (1UL << 53));
}
