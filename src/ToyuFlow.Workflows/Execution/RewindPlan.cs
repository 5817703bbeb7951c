using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Execution;

/// <summary>What going back would mean, asked before it is done.</summary>
/// <param name="Refusal">Why it is not possible; null when it is.</param>
/// <param name="GivenUp">The ids of the activities that wait and would be given up, the one that goes back included.</param>
/// <param name="Between">The activities on the ways from the target to those, without either; they run again unless it comes straight back.</param>
public sealed record RewindPlan(RewindRefusal? Refusal, IReadOnlyList<string> GivenUp, IReadOnlyList<ActivityNode> Between);
