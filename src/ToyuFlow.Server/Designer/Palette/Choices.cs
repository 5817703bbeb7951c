using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Designer.Palette;

/// <summary>What an input is chosen from: the lists of the county's pack, named as its people know them.</summary>
public sealed class Choices(PackCatalog packs, DefinitionList definitions)
{
    private static readonly int[] PlainDays = [1, 2, 3, 5, 7, 10, 15, 20, 30];

    public IReadOnlyList<Choice> Of(string list, string tenantId)
    {
        var pack = packs[tenantId];
        return list switch
        {
            "roles" => [new(ApprovalTaskActivity.Applicant, "申请人"), .. pack.Roles.Where(r => pack.UnitsOf(r.Key).Count > 0).Select(r => new Choice(r.Key, RoleName(pack, r.Key, r.Value)))],
            "posts" => [.. pack.Posts.Select(p => new Choice(p.Key, p.Value))],
            "deadlines" => [.. Deadlines(pack)],
            "limits" => [.. Deadlines(pack), .. Parameters(pack), .. PlainDays.Select(n => new Choice($"{n} wd", $"固定 {n} 个工作日"))],
            "units" => [.. pack.Units.Select(u => new Choice(u.Id, u.Name))],
            "forms" => [.. pack.Matters.Select(m => new Choice(m.Code, m.Name))],
            "schemes" => [.. pack.Subsidies.Select(s => new Choice(s.Code, s.Name))],
            "budgets" => [.. pack.Budgets.Select(b => new Choice(b.Code, b.Name))],
            "definitions" => [.. definitions.Published(tenantId).Select(d => new Choice(d.Id, d.Name))],
            _ => throw new ArgumentException($"There is no list {list}.", nameof(list)),
        };
    }

    private static string RoleName(PolicyPack pack, string role, string name)
    {
        var units = string.Join("、", pack.UnitsOf(role).Select(u => u.Name));
        return units == name ? name : $"{name}（{units}）";
    }

    private static IEnumerable<Choice> Deadlines(PolicyPack pack) =>
        pack.Deadlines.Select(d => new Choice(d.Code, d.Working is { } limit ? $"{d.Name}（{limit}）" : $"{d.Name}（未设置）"));

    private static IEnumerable<Choice> Parameters(PolicyPack pack) =>
        pack.Parameters.Where(p => p.Kind == ParameterKind.Limit).Select(p => new Choice(p.Code, p.Value is { } value ? $"{p.Name}（{Calendar.Limit.Parse(value)}）" : $"{p.Name}（未设置）"));
}

public sealed record Choice(string Value, string Text);
