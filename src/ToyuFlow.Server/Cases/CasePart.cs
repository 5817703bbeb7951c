namespace ToyuFlow.Server.Cases;

/// <summary>
/// Something that a feature shows on the page of a case of its matter and on the page of its tasks: a view component that takes the case's id
/// (<c>caseId</c>) and draws a whole card, or nothing. The pages come before the features, so a feature registers its part here:
/// <c>services.AddSingleton(new CasePart("subsidy", "ClaimLines") { Order = 10 })</c>. Who may read the case is checked before.
/// </summary>
/// <param name="MatterCode">Only for cases of this matter; null for all.</param>
public sealed record CasePart(string? MatterCode, string Component)
{
    /// <summary>Smaller stands higher; below zero above the form and the papers, else below them.</summary>
    public int Order { get; init; }

    public bool StandsFirst => Order < 0;

    public bool IsFor(CaseFacts facts) => MatterCode is null || MatterCode == facts.MatterCode;
}
