using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>Which county a public page speaks of, and the others: model of <c>_CountyChoice</c>.</summary>
public sealed record CountyChoice(string Href, Tenant Chosen, IReadOnlyList<Tenant> All);
