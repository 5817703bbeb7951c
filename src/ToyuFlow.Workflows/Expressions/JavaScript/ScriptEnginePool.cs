using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>Engines that wait for their next script. Making one costs far more than running a condition.</summary>
internal sealed class ScriptEnginePool
{
    private readonly ConcurrentBag<ScriptEngine> _idle = [];

    public static ScriptEnginePool Shared { get; } = new();

    public JsonNode? Evaluate(Script script, ExpressionScope scope)
    {
        if (!_idle.TryTake(out var engine))
        {
            engine = new ScriptEngine();
        }

        try
        {
            return engine.Evaluate(script, scope);
        }
        finally
        {
            // After a limit was hit nothing is known about the engine's inside: let it go.
            if (engine.IsClean && _idle.Count < Environment.ProcessorCount * 4)
            {
                _idle.Add(engine);
            }
        }
    }
}
