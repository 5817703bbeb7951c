namespace ToyuFlow.Server.Jurisdictions;

/// <summary>Something that can be applied for (事项): its form and its list of materials.</summary>
public sealed record Matter(string Code, string Name, string Summary, IReadOnlyList<FormField> Fields, IReadOnlyList<Material> Materials)
{
    public IEnumerable<IGrouping<string, FormField>> Sections => Fields.GroupBy(item => item.Section);

    /// <summary>The materials that this application must bring, conditional ones included where their condition holds.</summary>
    public IEnumerable<Material> RequiredMaterials(IReadOnlyDictionary<string, string> form) => Materials.Where(material => material.IsRequired(form));

    /// <summary>Everything wrong with a form, by field; a field that is not asked is not checked.</summary>
    public IReadOnlyList<FieldProblem> Check(IReadOnlyDictionary<string, string> form, Func<FieldKind, string, string?> codeProblem) =>
        [.. from field in Fields
            where field.IsAsked(form)
            let problem = field.Problem(form.GetValueOrDefault(field.Code), codeProblem)
            where problem is not null
            select new FieldProblem(field.Code, problem)];
}

public sealed record FieldProblem(string Field, string Message);

/// <summary>A paper that an application brings.</summary>
/// <param name="Kinds">File kinds accepted, by extension without the dot.</param>
/// <param name="ValidMonths">How long the paper is valid from its date; null when it does not expire.</param>
public sealed record Material(
    string Code,
    string Name,
    bool Required,
    FieldCondition? When,
    IReadOnlyList<string> Kinds,
    int? ValidMonths,
    string? Help,
    RuleSource? Source)
{
    /// <summary>主审件. One that is not may be missing when the application is accepted (容缺受理), never when the result is given.</summary>
    public bool IsEssential { get; init; } = true;

    public bool IsRequired(IReadOnlyDictionary<string, string> form) => Required && (When?.Holds(form) ?? true);
}
