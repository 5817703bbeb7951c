using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads acceptance items, inspection programmes and their checklists.</summary>
internal sealed class InspectionReader(SourceReader sources)
{
    public IReadOnlyList<AcceptanceItem> Acceptance(YamlMap root) =>
        [.. root.Maps("acceptance").Select(map =>
        {
            var item = new AcceptanceItem(map.Text("code"), map.Text("name"), map.Text("role"), map.Flag("mandatory", true), map.Texts("evidence"),
                map.NumberOrNull<int>("valid_months"), MatterReader.Condition(map), Checklist(map, "checklist"), sources.Read(map));
            map.RefuseUnknownKeys();
            return item;
        })];

    public IReadOnlyList<InspectionProgramme> Programmes(YamlMap root) =>
        [.. root.Maps("inspections").Select(map =>
        {
            var roles = map.Texts("roles");
            var checklists = map.Map("checklists") is { } lists
                ? lists.Keys.ToDictionary(role => role, role => (IReadOnlyList<CheckItem>)Checklist(lists, role))
                : [];
            foreach (var stranger in checklists.Keys.Except(roles))
            {
                map.Fault("checklists", $"{stranger} 有检查表，但不在参加部门（roles）中。");
            }
            var programme = new InspectionProgramme(map.Text("code"), map.Text("name"), map.TextOrNull("lead"), roles,
                map.ChoiceOrNull<Frequency>("frequency"), map.NumberOrNull<int>("times") ?? 1, map.Choice<Coverage>("coverage"), map.ChoiceOrNull<InspectionMode>("mode"),
                map.TextOrNull("precondition"), map.Texts("consequences"), checklists, map.Flag("publish", false), sources.Read(map));
            map.RefuseUnknownKeys();
            return programme;
        })];

    private static List<CheckItem> Checklist(YamlMap map, string key)
    {
        var items = map.Maps(key).Select(item =>
        {
            var result = new CheckItem(item.Text("code"), item.Text("text"), item.TextOrNull("law"));
            item.RefuseUnknownKeys();
            return result;
        }).ToList();
        foreach (var twice in items.GroupBy(item => item.Code).Where(group => group.Count() > 1))
        {
            map.Fault(key, $"检查项 {twice.Key} 重复。");
        }
        return items;
    }
}
