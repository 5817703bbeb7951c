namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>What the forms of a 督办单 have in common: model of <c>_SupervisionFields</c>.</summary>
/// <param name="IsFirst">The form that one comes to first; errors lead to its fields.</param>
public sealed record SupervisionFields(SupervisionDetailsModel Page, SupervisionAct Act, string Label, bool AsksDays = false, bool IsFirst = false);
