namespace ToyuFlow.Workflows.Definitions;

/// <summary>Checks that concern neither lines nor expressions.</summary>
internal static class DefinitionChecks
{
    /// <summary>What a loop gives to its body.</summary>
    public static IReadOnlyList<VariableDefinition> LoopVariables { get; } =
    [
        new("CurrentValue", "CurrentValue", "Object", null, true),
        new("CurrentIndex", "CurrentIndex", "Int32", null, true)
    ];

    public static void CheckVariables(string? activityId, IReadOnlyList<VariableDefinition> variables, FaultList faults)
    {
        foreach (var group in variables.GroupBy(v => v.Name).Where(g => g.Count() > 1))
        {
            faults.Add(activityId, FaultCodes.DuplicateVariable, $"变量名“{group.Key}”重复。");
        }

        foreach (var group in variables.GroupBy(v => v.Id).Where(g => g.Count() > 1))
        {
            faults.Add(activityId, FaultCodes.DuplicateVariable, $"变量编号“{group.Key}”重复。");
        }
    }
}
