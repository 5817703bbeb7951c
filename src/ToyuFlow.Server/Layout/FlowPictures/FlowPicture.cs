namespace ToyuFlow.Server.Layout.FlowPictures;

/// <summary>A flowchart with where a case stands in it: model of <c>_FlowPicture</c>.</summary>
/// <param name="Title">What is drawn, read aloud in place of the picture.</param>
public sealed record FlowPicture(string Title, IReadOnlyList<FlowNode> Nodes, IReadOnlyList<FlowConnection> Connections);

public enum FlowNodeKind
{
    /// <summary>Somebody has to do something.</summary>
    Task,
    Start,
    End,
    Decision,
    /// <summary>The service does it by itself.</summary>
    Automatic,
    /// <summary>A timer or an event is waited for.</summary>
    Wait,
    /// <summary>Branches part or meet.</summary>
    Join,
}

public enum FlowNodeState
{
    Waiting,
    Done,
    Current,
    Skipped,
}

/// <param name="X">Left edge in the designer; positions that are missing or overlap are replaced by a layout of our own.</param>
/// <param name="Note">Who and when, shown on hover and read aloud.</param>
public sealed record FlowNode(
    string Id,
    string Label,
    FlowNodeKind Kind = FlowNodeKind.Task,
    FlowNodeState State = FlowNodeState.Waiting,
    double X = 0,
    double Y = 0,
    double W = 0,
    double H = 0,
    string? Note = null)
{
    /// <summary>In place of the usual word for the state, in a picture that shows something else than progress.</summary>
    public string? StateWord { get; init; }
}

/// <param name="Label">The words of the port (通过, 退回补正); null for the plain way on.</param>
/// <param name="IsTaken">The case went this way.</param>
public sealed record FlowConnection(string From, string To, string? Label = null, bool IsTaken = false);
