namespace ToyuFlow.Workflows.Definitions;

/// <summary>How bad a fault of a definition is.</summary>
public enum FaultSeverity
{
    /// <summary>The definition cannot run.</summary>
    Error,

    /// <summary>It runs as Elsa would run it, but probably not as meant.</summary>
    Warning
}
