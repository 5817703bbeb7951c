using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>
/// What one jurisdiction's policy document says, as data, with the national rules where it is silent and the tenant's settings where both are.
/// Immutable and safe to share; <see cref="With"/> gives a new pack.
/// </summary>
public sealed record PolicyPack
{
    /// <summary>Where in its folder a pack keeps the forms and examples of its materials.</summary>
    public const string TemplateFolder = "templates";

    public required string Id { get; init; }

    /// <summary>The jurisdiction's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The title of the policy document.</summary>
    public required string Title { get; init; }

    public required PackStatus Status { get; init; }

    /// <summary>The tenant has confirmed in its settings that a draft may be paid on.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The level of government: county, city, zone.</summary>
    public required string Level { get; init; }

    /// <summary>The pack of the city above, in a tree of tenants.</summary>
    public string? Parent { get; init; }

    public required string LeadRole { get; init; }

    /// <summary>Local words for general ones: 补贴 for 补助, 混合班 for 混龄班.</summary>
    public required IReadOnlyDictionary<string, string> Terms { get; init; }

    /// <summary>Role id to its general name.</summary>
    public required IReadOnlyDictionary<string, string> Roles { get; init; }

    /// <summary>Post code to its name.</summary>
    public required IReadOnlyDictionary<string, string> Posts { get; init; }

    /// <summary>Fact code (普惠, 已备案 …) to its name.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    public required IReadOnlyList<PackUnit> Units { get; init; }

    public required IReadOnlyList<Area> Areas { get; init; }

    public required IReadOnlyList<InstitutionType> InstitutionTypes { get; init; }

    public required IReadOnlyList<RegistrationRoute> Routes { get; init; }

    public required IReadOnlyList<ChildClass> Classes { get; init; }

    public required IReadOnlyList<Matter> Matters { get; init; }

    public required IReadOnlyList<MaterialTemplate> Templates { get; init; }

    public required IReadOnlyList<AcceptanceItem> AcceptanceItems { get; init; }

    public required IReadOnlyList<DeadlineRule> Deadlines { get; init; }

    public required IReadOnlyList<SubsidyScheme> Subsidies { get; init; }

    public required IReadOnlyList<BudgetRule> Budgets { get; init; }

    public required IReadOnlyList<FundRule> FundRules { get; init; }

    public required IReadOnlyList<InspectionProgramme> Inspections { get; init; }

    public required IReadOnlyList<Parameter> Parameters { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }

    public required IReadOnlyList<Seat> Seats { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The settings in force, in the order in which they were given.</summary>
    public IReadOnlyList<Setting> Settings { get; init; } = [];

    /// <summary>The document, line for line; line 1 is the first.</summary>
    public required IReadOnlyList<string> PolicyText { get; init; }

    /// <summary>A draft (征求意见稿) runs, but no real money moves on it until the tenant has confirmed it.</summary>
    public bool AllowsPayment => Status == PackStatus.Issued || IsConfirmed;

    public IReadOnlyList<PackUnit> UnitsOf(string role) => [.. Units.Where(unit => unit.Roles.Contains(role))];

    /// <summary>The unit of that name or alias.</summary>
    public PackUnit? UnitNamed(string name) => Units.FirstOrDefault(unit => unit.Name == name || unit.Aliases.Contains(name));

    public RegistrationRoute? RouteFor(string institutionType) => Routes.FirstOrDefault(route => route.Type == institutionType);

    /// <summary>The form and the example of a material; null where the pack has none.</summary>
    public MaterialTemplate? TemplateOf(Matter matter, Material material) =>
        Templates.FirstOrDefault(template => template.Matter == matter.Code && template.Material == material.Code);

    public Matter Matter(string code) => Find(Matters, matter => matter.Code == code, code);

    public DeadlineRule Deadline(string code) => Find(Deadlines, deadline => deadline.Code == code, code);

    public SubsidyScheme Subsidy(string code) => Find(Subsidies, scheme => scheme.Code == code, code);

    /// <summary>A matter that is applied for again each month or year, also while an earlier one is still on its way.</summary>
    public bool Recurs(string matterCode) => Subsidies.Any(scheme => scheme.Code == matterCode && scheme.Period != SubsidyPeriod.Once);

    public BudgetRule Budget(string code) => Find(Budgets, budget => budget.Code == code, code);

    public InspectionProgramme Inspection(string code) => Find(Inspections, programme => programme.Code == code, code);

    public Parameter Parameter(string code) => Find(Parameters, parameter => parameter.Code == code, code);

    /// <summary>The class of that code, name or local name.</summary>
    public ChildClass? ClassNamed(string name) =>
        Classes.FirstOrDefault(item => item.Code == name || item.Name == name || item.Aliases.Contains(name));

    /// <exception cref="SettingMissingException">Nobody has given the value.</exception>
    public string Value(string parameter) =>
        Parameter(parameter) is { Value: { } value } ? value : throw new SettingMissingException(this, Parameter(parameter));

    /// <inheritdoc cref="Value" />
    public Limit Limit(string parameter) => Calendar.Limit.Parse(Value(parameter));

    /// <inheritdoc cref="Value" />
    public IReadOnlyList<int> Offsets(string parameter) => Jurisdictions.Parameter.Offsets(Value(parameter));

    /// <summary>Where each rule of the pack comes from.</summary>
    public IEnumerable<RuleSource> Sources() => new IEnumerable<RuleSource?>[]
    {
        Units.Select(unit => unit.Source),
        Areas.Select(area => area.Source),
        Routes.Select(route => route.Source),
        Classes.Select(item => item.Source),
        Matters.SelectMany(matter => matter.Materials).Select(material => material.Source),
        AcceptanceItems.Select(item => item.Source),
        Deadlines.SelectMany(deadline => new[] { deadline.Source, deadline.PromisedSource }),
        Subsidies.Select(scheme => scheme.Source),
        Subsidies.SelectMany(scheme => scheme.Rates).Select(rate => rate.Source),
        Budgets.Select(budget => budget.Source),
        FundRules.Select(rule => rule.Source),
        Inspections.Select(programme => programme.Source),
        Parameters.Select(parameter => parameter.Source),
        Targets.Select(target => target.Source),
        Seats.Select(seat => seat.Source),
    }.SelectMany(sources => sources).OfType<RuleSource>();

    /// <summary>Everything that must be configured, by process.</summary>
    public IReadOnlyList<MissingSetting> MustBeConfigured() => PackGaps.Of(this);

    public IReadOnlyList<MissingSetting> MustBeConfigured(string process) => [.. MustBeConfigured().Where(gap => gap.Process == process)];

    /// <summary>The pack with the tenant's values on top; a later setting of a key replaces an earlier one.</summary>
    /// <exception cref="DataFaultException">A key does not exist or its value cannot be read; all of them.</exception>
    public PolicyPack With(IEnumerable<Setting> settings) => PackSettings.Apply(this, settings);

    private T Find<T>(IEnumerable<T> items, Func<T, bool> matches, string code) where T : class =>
        items.FirstOrDefault(matches) ?? throw new KeyNotFoundException($"{Name}的政策包里没有「{code}」。");
}

public enum PackStatus
{
    Draft,
    Issued,
}

/// <summary>A process asked for a value that neither the document nor the tenant has given.</summary>
public sealed class SettingMissingException(PolicyPack pack, Parameter parameter)
    : InvalidOperationException($"{pack.Name}还没有设置“{parameter.Name}”（{parameter.Code}），政策文件没有规定，请管理员在“政策包”中设置。");
