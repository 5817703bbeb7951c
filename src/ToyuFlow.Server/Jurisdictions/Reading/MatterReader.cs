using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads matters with their forms and materials. A pack's matter of the same code adds to, or replaces by code, what is common.</summary>
internal sealed class MatterReader(SourceReader sources, IReadOnlyDictionary<string, IReadOnlyList<FieldOption>> lists)
{
    private static readonly string[] Documents = ["pdf", "jpg", "jpeg", "png"];

    public IReadOnlyList<Matter> Read(YamlMap root, IReadOnlyList<Matter> common)
    {
        var matters = common.ToList();
        foreach (var map in root.Maps("matters"))
        {
            var code = map.Text("code");
            var index = matters.FindIndex(matter => matter.Code == code);
            var known = index >= 0 ? matters[index] : null;
            var matter = new Matter(
                code,
                map.TextOrNull("name") ?? known?.Name ?? map.Text("name"),
                map.TextOrNull("summary") ?? known?.Summary ?? "",
                Merge(known?.Fields ?? [], Fields(map), field => field.Code),
                Merge(known?.Materials ?? [], [.. map.Maps("materials").Select(Material)], material => material.Code));
            CheckConditions(map, matter);
            map.RefuseUnknownKeys();
            if (index >= 0)
            {
                matters[index] = matter;
            }
            else
            {
                matters.Add(matter);
            }
        }
        return matters;
    }

    public static FieldCondition? Condition(YamlMap map)
    {
        if (map.Map("when") is not { } when)
        {
            return null;
        }
        var condition = new FieldCondition(when.Text("field"), when.Texts("is"));
        if (condition.Values.Count == 0)
        {
            when.Fault("is", "没有填写。");
        }
        when.RefuseUnknownKeys();
        return condition;
    }

    private List<FormField> Fields(YamlMap map)
    {
        var fields = new List<FormField>();
        foreach (var section in map.Maps("form"))
        {
            var title = section.Text("section");
            fields.AddRange(section.Maps("fields").Select(field => Field(field, title)));
            section.RefuseUnknownKeys();
        }
        foreach (var twice in fields.GroupBy(field => field.Code).Where(group => group.Count() > 1))
        {
            map.Fault("form", $"字段 {twice.Key} 出现了 {twice.Count()} 次。");
        }
        return fields;
    }

    private FormField Field(YamlMap map, string section)
    {
        var kind = map.Choice<FieldKind>("kind");
        var field = new FormField(map.Text("code"), map.Text("label"), kind, section, map.Flag("required", true), Options(map, kind),
            map.TextOrNull("help"), map.NumberOrNull<decimal>("min"), map.NumberOrNull<decimal>("max"), map.TextOrNull("unit"), Condition(map));
        map.RefuseUnknownKeys();
        return field;
    }

    private IReadOnlyList<FieldOption> Options(YamlMap map, FieldKind kind)
    {
        if (kind == FieldKind.YesNo)
        {
            return [new FieldOption("是", "是"), new FieldOption("否", "否")];
        }
        var options = map.Texts("options").Select(option => new FieldOption(option, option)).ToList();
        if (map.TextOrNull("list") is { } name)
        {
            if (lists.TryGetValue(name, out var list))
            {
                return list;
            }
            map.Fault("list", $"没有名为「{name}」的选项表，可用：{string.Join("、", lists.Keys)}。");
        }
        else if (kind is FieldKind.Choice or FieldKind.Multiple && options.Count == 0)
        {
            map.Fault("options", "选择项没有选项。");
        }
        return options;
    }

    private Material Material(YamlMap map)
    {
        var kinds = map.Texts("files");
        var material = new Material(map.Text("code"), map.Text("name"), map.Flag("required", true), Condition(map),
            kinds.Count > 0 ? kinds : Documents, map.NumberOrNull<int>("valid_months"), map.TextOrNull("help"), sources.ReadOrNull(map, "code"))
        {
            IsEssential = map.Flag("essential", true),
        };
        map.RefuseUnknownKeys();
        return material;
    }

    private static void CheckConditions(YamlMap map, Matter matter)
    {
        var conditions = matter.Fields.Select(field => (field.Code, field.When)).Concat(matter.Materials.Select(material => (material.Code, material.When)));
        foreach (var (code, when) in conditions)
        {
            if (when is not null && matter.Fields.FirstOrDefault(field => field.Code == when.Field) is var field
                && (field is null || (field.Options.Count > 0 && when.Values.Any(value => field.Options.All(option => option.Value != value)))))
            {
                map.Fault("code", $"{code} 的条件引用的字段「{when.Field}」或其值不存在。");
            }
        }
    }

    private static IReadOnlyList<T> Merge<T>(IReadOnlyList<T> common, IReadOnlyList<T> own, Func<T, string> code) =>
        [.. common.Select(item => own.FirstOrDefault(other => code(other) == code(item)) ?? item),
            .. own.Where(item => common.All(other => code(other) != code(item)))];
}
