namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A legal form of institution, and the prefixes that its 统一社会信用代码 may have.</summary>
public sealed record InstitutionType(string Code, string Name, IReadOnlyList<string> CodePrefixes);

/// <summary>Which role registers an institution of a type, by which acts and after which preliminary steps.</summary>
public sealed record RegistrationRoute(string Type, string Role, IReadOnlyList<string> Acts, IReadOnlyList<string> PreSteps, RuleSource Source);

/// <summary>A class of children, with its age in months (from inclusive, to exclusive), largest size and children per carer.</summary>
public sealed record ChildClass(string Code, string Name, IReadOnlyList<string> Aliases, int FromMonths, int ToMonths, int MaxSize, int? ChildrenPerCarer, RuleSource Source);
