using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities.Branching;

/// <summary>The cases of a switch.</summary>
internal static class Cases
{
    /// <summary>The cases that match; every condition is evaluated, as in Elsa, also after the first match.</summary>
    public static List<CompiledCase> Matching(ActivityContext context)
    {
        var matches = new List<CompiledCase>();
        foreach (var option in context.Instance.Activity.Cases)
        {
            if (option.Condition is not null && ValueConversion.ToBoolean(option.Condition.Evaluate(context.Scope)))
            {
                matches.Add(option);
            }
        }

        return matches.Count > 1 && context.GetInput<string>("Mode") is not ("MatchAny" or "1") ? matches[..1] : matches;
    }
}
