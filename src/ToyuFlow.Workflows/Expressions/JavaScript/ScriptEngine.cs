using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>One Jint engine with the helpers of workflows in it. It runs one script at a time and forgets everything in between.</summary>
internal sealed class ScriptEngine
{
    private readonly Engine _engine;
    private readonly ScriptGuards _guards;
    private readonly HashSet<string> _baseline;
    private readonly Dictionary<string, (JsonNode Original, JsValue Script)> _shared = new(StringComparer.Ordinal);
    private readonly ScriptAccessors _accessors;
    private ExpressionScope? _scope;

    public ScriptEngine()
    {
        _engine = new Engine(options => options
            .MaxStatements(ScriptLimits.Statements)
            .TimeoutInterval(ScriptLimits.LongestTime)
            .LimitRecursion(ScriptLimits.Recursion)
            .LocalTimeZone(TimeZoneInfo.Utc)
            .Culture(System.Globalization.CultureInfo.InvariantCulture));
        _guards = new ScriptGuards(_engine);
        _accessors = new ScriptAccessors(_engine, this);
        new ScriptFunctions(_engine, this, _guards).Install(new VariablesObject(_engine, this) { Extensible = true });
        _guards.Begin();
        _engine.Execute(ScriptCompiler.Prelude.Program);
        ScriptSandbox.Close(_engine, _guards);
        _baseline = [.. _engine.Global.GetOwnProperties().Select(p => p.Key)];
    }

    public ExpressionScope Scope => _scope ?? throw new InvalidOperationException("No script is running.");

    /// <summary>Whether the engine may run another script after a failure.</summary>
    public bool IsClean { get; private set; } = true;

    public JsonNode? Evaluate(Script script, ExpressionScope scope)
    {
        _scope = scope;
        IsClean = false;
        _guards.Begin();
        try
        {
            _accessors.Add(script, scope);
            _engine.Execute(script.Program);
            var result = ScriptValues.ToJson(_engine.GetCompletionValue());
            StoreChangedObjects();
            IsClean = true;
            return result;
        }
        catch (JavaScriptException e)
        {
            IsClean = true;
            // The message alone stands in the journal, as in Elsa; the place is among the causes.
            throw new ExpressionException(e.Message.Length > 0 ? e.Message : Missing(script, e), e.LineNumber > 0 ? new ExpressionException($"脚本第 {e.LineNumber} 行第 {e.Column} 列", e) : e);
        }
        catch (ScriptLimitException e)
        {
            throw new ExpressionException(e.Message, e);
        }
        catch (StatementsCountOverflowException e)
        {
            throw new ExpressionException($"脚本执行超过 {ScriptLimits.Statements} 条语句。", e);
        }
        catch (RecursionDepthOverflowException e)
        {
            throw new ExpressionException("脚本递归过深。", e);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new ExpressionException("正则表达式匹配时间过长。", e);
        }
        catch (TimeoutException e)
        {
            throw new ExpressionException($"脚本运行超过 {ScriptLimits.LongestTime.TotalSeconds} 秒。", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidCastException or NullReferenceException or IndexOutOfRangeException or OverflowException or NotImplementedException or FormatException or KeyNotFoundException)
        {
            // Jint 2 fails with these on some scripts instead of a JavaScript error; its state is then unknown.
            throw new ExpressionException($"脚本出错：{e.Message}", e);
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Jint 2 says nothing when a member of nothing is read; the words are those of the interpreter that Elsa uses.</summary>
    private static string Missing(Script script, JavaScriptException e)
    {
        var line = script.Source.Split('\n').ElementAtOrDefault(e.LineNumber - 1) ?? "";
        var member = Regex.Match(line[Math.Clamp(e.Column, 0, line.Length)..], @"\.(\w+)", RegexOptions.CultureInvariant, ScriptLimits.PatternTime);
        return member.Success ? $"Cannot read property '{member.Groups[1].Value}' of undefined" : "Cannot read property of undefined";
    }

    /// <summary>A variable's value; an object is the same each time within one script, so that it can be changed in place.</summary>
    public JsValue ReadVariable(string name, JsValue missing)
    {
        if (_shared.TryGetValue(name, out var shared))
        {
            return shared.Script;
        }

        if (!Scope.TryGetVariable(name, out var value))
        {
            return missing;
        }

        Scope.RecordRead(name, value);
        var script = ScriptValues.ToScript(_engine, value);
        if (value is JsonObject or JsonArray)
        {
            _shared[name] = (value, script);
        }

        return script;
    }

    public void WriteVariable(string name, JsValue value)
    {
        _shared.Remove(name);
        Scope.SetVariable(name, ScriptValues.ToJson(value));
    }

    public JsValue ToScript(JsonNode? node) => ScriptValues.ToScript(_engine, node);

    private void StoreChangedObjects()
    {
        foreach (var (name, (original, script)) in _shared)
        {
            var now = ScriptValues.ToJson(script);
            if (!JsonNode.DeepEquals(original, now))
            {
                Scope.SetVariable(name, now);
            }
        }
    }

    private void Forget()
    {
        _scope = null;
        _shared.Clear();
        List<string>? left = null;
        foreach (var (name, _) in _engine.Global.GetOwnProperties())
        {
            if (!_baseline.Contains(name))
            {
                (left ??= []).Add(name);
            }
        }

        left?.ForEach(_engine.Global.RemoveOwnProperty);
    }
}
