namespace ToyuFlow.Server.Storage;

/// <summary>What is wrong with a data file (policy pack, calendar, settings), where, in words for the person who keeps the file.</summary>
public sealed record DataFault(string File, int Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}

/// <summary>Carries every fault of the files read, not only the first.</summary>
public sealed class DataFaultException(IReadOnlyList<DataFault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<DataFault> Faults { get; } = faults;
}
