using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities;

/// <summary>The outcomes by which a line may leave an activity in a flowchart.</summary>
public sealed class ActivityPorts
{
    private readonly Func<ActivityNode, IReadOnlyList<string>?> _of;

    private ActivityPorts(Func<ActivityNode, IReadOnlyList<string>?> of) => _of = of;

    /// <summary>The single outcome <c>Done</c>.</summary>
    public static ActivityPorts Done { get; } = Fixed("Done");

    /// <summary>The same outcomes for every activity of the type.</summary>
    /// <param name="names">The outcomes.</param>
    /// <returns>The ports.</returns>
    public static ActivityPorts Fixed(params string[] names) => new(_ => names);

    /// <summary>Outcomes that depend on how the activity is filled in.</summary>
    /// <param name="of">Gives the outcomes, or null when they are known only at run time; then every outcome is accepted.</param>
    /// <returns>The ports.</returns>
    public static ActivityPorts From(Func<ActivityNode, IReadOnlyList<string>?> of) => new(of);

    /// <summary>The texts of an input that holds a list, followed by fixed outcomes.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="more">Outcomes that it always has.</param>
    /// <returns>The ports.</returns>
    public static ActivityPorts FromInput(string input, params string[] more) => new(node => LiteralList(node, input) is { } list ? [.. list, .. more] : null);

    /// <summary>The outcomes of one activity.</summary>
    /// <param name="node">The activity.</param>
    /// <returns>The outcomes, or null when they are known only at run time.</returns>
    public IReadOnlyList<string>? Of(ActivityNode node) => _of(node);

    /// <summary>The texts of an input that holds a literal list.</summary>
    /// <param name="node">The activity.</param>
    /// <param name="input">The input's name.</param>
    /// <returns>The texts, or null when the input is missing, is computed, or is not a list.</returns>
    public static IReadOnlyList<string>? LiteralList(ActivityNode node, string input)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            var expression = ExpressionCompiler.CompileInput(node.Json[ElsaJsonReader.Camel(input)], DataType.StringList);
            return expression is not null && expression.TryGetConstant(out var value) && value is JsonArray list
                ? [.. list.Where(item => item?.GetValueKind() == JsonValueKind.String).Select(item => item!.GetValue<string>())]
                : null;
        }
        catch (Exception e) when (e is ExpressionException or NotSupportedException)
        {
            return null;
        }
    }
}
