using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads one pack: the national rules, the pack over them, and the settings that lie beside it.</summary>
internal sealed class PackReader(string workflows, string folder)
{
    private readonly List<DataFault> _faults = [];

    public static (PolicyPack? Pack, IReadOnlyList<DataFault> Faults) Read(string workflows, string folder)
    {
        var reader = new PackReader(workflows, folder);
        var pack = reader.Read();
        return (reader._faults.Count == 0 ? pack : null, [.. reader._faults]);
    }

    private PolicyPack Read()
    {
        var text = PolicyText();
        var sources = new SourceReader(text);
        var files = new List<YamlFile>
        {
            YamlFile.Open(Path.Combine(workflows, "common", "national.yaml"), out var national),
            YamlFile.Open(Path.Combine(workflows, "common", "matters.yaml"), out var common),
            YamlFile.Open(Path.Combine(folder, "pack.yaml"), out var root),
        };
        var pack = Read(sources, text, national, common, root);
        PackCheck.References(pack, root);
        foreach (var map in new[] { national, common, root })
        {
            map.RefuseUnknownKeys();
        }
        var settings = Settings(files);
        _faults.AddRange(files.SelectMany(file => file.Faults));
        return _faults.Count == 0 ? Apply(pack, settings) : pack;
    }

    private PolicyPack Read(SourceReader sources, IReadOnlyList<string> text, YamlMap national, YamlMap common, YamlMap root)
    {
        var organisation = new OrganisationReader(sources);
        var money = new MoneyReader(sources);
        var rules = new RuleReader(sources);
        var types = Over(OrganisationReader.Types(national), OrganisationReader.Types(root), type => type.Code);
        var routes = Over(organisation.Routes(national), organisation.Routes(root), route => route.Type);
        var classes = Over(organisation.Classes(national), organisation.Classes(root), item => item.Code);
        var areas = organisation.Areas(root);
        var matters = new MatterReader(sources, new Dictionary<string, IReadOnlyList<FieldOption>>
        {
            ["types"] = [.. types.Where(type => routes.Any(route => route.Type == type.Code)).Select(type => new FieldOption(type.Code, type.Name))],
            ["classes"] = [.. classes.Select(item => new FieldOption(item.Code, item.Name))],
            ["areas"] = [.. areas.Select(area => new FieldOption(area.Name, area.Name))],
        });
        var inspections = new InspectionReader(sources);
        var allMatters = matters.Read(root, matters.Read(common, []));
        return new PolicyPack
        {
            Id = root.Text("id"),
            Name = root.Text("name"),
            Title = root.Text("title"),
            Status = root.Choice<PackStatus>("status"),
            Level = root.Text("level"),
            Parent = root.TextOrNull("parent"),
            LeadRole = root.Text("lead_role"),
            Terms = Words(root, "terms"),
            Roles = Words(national, "roles"),
            Posts = Over(Words(national, "posts"), Words(root, "posts")),
            Facts = Words(national, "facts"),
            Units = organisation.Units(root),
            Areas = areas,
            InstitutionTypes = types,
            Routes = routes,
            Classes = classes,
            Matters = allMatters,
            Templates = TemplateReader.Read(root, folder, allMatters),
            AcceptanceItems = inspections.Acceptance(root),
            Deadlines = Over(rules.Deadlines(national), rules.Deadlines(root), deadline => deadline.Code),
            Subsidies = money.Subsidies(root),
            Budgets = money.Budgets(root),
            FundRules = money.FundRules(root),
            Inspections = inspections.Programmes(root),
            Parameters = rules.Parameters(root, RuleReader.Catalogue(national)),
            Targets = rules.Targets(root),
            Seats = organisation.Seats(root),
            Findings = RuleReader.Findings(root),
            PolicyText = text,
        };
    }

    private string[] PolicyText()
    {
        var path = Path.Combine(folder, "policy.txt");
        if (File.Exists(path))
        {
            return File.ReadAllText(path).Split('\n');
        }
        _faults.Add(new DataFault($"{Path.GetFileName(folder)}/policy.txt", 1, "没有政策原文，引文无法核对。"));
        return [];
    }

    private List<Setting> Settings(List<YamlFile> files)
    {
        var path = Path.Combine(folder, "settings.yaml");
        if (!File.Exists(path))
        {
            return [];
        }
        files.Add(YamlFile.Open(path, out var root));
        var by = root.Text("by");
        var settings = root.Map("settings") is { } map ? map.Keys.Select(key => new Setting(key, map.Text(key), by)).ToList() : [];
        root.RefuseUnknownKeys();
        return settings;
    }

    private PolicyPack Apply(PolicyPack pack, List<Setting> settings)
    {
        try
        {
            return pack.With(settings);
        }
        catch (DataFaultException error)
        {
            _faults.AddRange(error.Faults.Select(fault => fault with { File = $"{pack.Id}/settings.yaml" }));
            return pack;
        }
    }

    private static Dictionary<string, string> Words(YamlMap root, string key) =>
        root.Map(key) is { } map ? map.Keys.ToDictionary(word => word, map.Text) : [];

    private static Dictionary<string, string> Over(Dictionary<string, string> common, Dictionary<string, string> own) =>
        common.Concat(own).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);

    private static IReadOnlyList<T> Over<T>(IReadOnlyList<T> common, IReadOnlyList<T> own, Func<T, string> code) =>
        [.. common.Select(item => own.FirstOrDefault(other => code(other) == code(item)) ?? item),
            .. own.Where(item => common.All(other => code(other) != code(item)))];
}
