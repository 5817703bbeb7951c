namespace ToyuFlow.Server.Inbox.Returning;

/// <summary>What whoever is asked again reads: who sent it back, why, and what follows.</summary>
/// <param name="From">The title of the step that sent it back.</param>
/// <param name="ComesBack">Whether it goes straight to that step once decided.</param>
public sealed record ReturnNote(string Who, string From, string Reason, bool ComesBack);
