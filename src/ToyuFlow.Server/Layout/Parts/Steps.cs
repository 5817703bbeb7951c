namespace ToyuFlow.Server.Layout.Parts;

/// <summary>The pages of a long form or the stages of a case: model of <c>_Steps</c>.</summary>
public sealed record Steps(IReadOnlyList<StepItem> Items);

public enum StepState
{
    Waiting,
    Current,
    Done,
    /// <summary>Filled in, but something in it must be put right.</summary>
    Wrong,
}

/// <param name="Href">Null when the step cannot be opened yet.</param>
public sealed record StepItem(string Text, StepState State, string? Href = null, string? Note = null);
