namespace ToyuFlow.Server.Cases;

/// <summary>
/// Something that a feature shows on the page of a case of its matter and on the page of its tasks: a view component that takes the case's id.
/// The pages come before the features, so a feature registers its part here.
/// </summary>
public sealed record CasePart(string MatterCode, string Component);
