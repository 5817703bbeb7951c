namespace ToyuFlow.Server.Cases.ClockChanges;

/// <summary>Something else that the head of a unit has to decide, shown above the requests about clocks: a view component that draws cards.</summary>
/// <param name="Count">How many wait for the signed-in person.</param>
public sealed record HeadPart(string Component, Func<IServiceProvider, int> Count);
