namespace ToyuFlow.Server.Layout.Parts;

/// <summary>Says why a list is empty and what to do about it: model of <c>_EmptyState</c>.</summary>
public sealed record EmptyState(
    string Title, string? Why = null, string? ActionText = null, string? ActionHref = null, string Icon = "inbox");
