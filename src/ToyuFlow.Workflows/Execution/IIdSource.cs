namespace ToyuFlow.Workflows.Execution;

/// <summary>Where the engine takes its ids from, so that a run can be repeated with the same.</summary>
public interface IIdSource
{
    /// <summary>A new id, never given before.</summary>
    /// <returns>A short text of letters and digits.</returns>
    string NewId();
}
