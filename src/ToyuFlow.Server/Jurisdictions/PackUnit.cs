namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A department of the jurisdiction. A merged bureau has several roles, and a role may be shared by several units.</summary>
/// <param name="Aliases">Other names that the document uses for the same unit.</param>
/// <param name="Posts">Post codes, e.g. accept, review, approve.</param>
public sealed record PackUnit(string Id, string Name, IReadOnlyList<string> Aliases, IReadOnlyList<string> Roles, IReadOnlyList<string> Posts, RuleSource Source);

/// <summary>A town or street of the jurisdiction, with its residents and planned places by year where the document gives them.</summary>
public sealed record Area(string Name, int? Population, IReadOnlyDictionary<int, int> PlannedPlaces, RuleSource Source);
