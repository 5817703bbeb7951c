namespace ToyuFlow.Server.Jurisdictions;

/// <summary>Every rule of a pack in words, with where it comes from, for the page that shows the pack.</summary>
public static class PackRules
{
    public static IReadOnlyList<PackRule> Of(PolicyPack pack) =>
    [
        .. pack.Units.Select(u => new PackRule("单位", u.Name, string.Join("、", u.Roles.Select(r => pack.Roles.GetValueOrDefault(r, r))), u.Source)),
        .. pack.Areas.Select(a => new PackRule("镇（街道）", a.Name, a.Population is { } people ? $"{people} 人" : "没有写人口", a.Source)),
        .. pack.Routes.Select(r => new PackRule("登记机关", Type(pack, r.Type), $"{Role(pack, r.Role)}：{string.Join("、", r.Acts)}", r.Source)),
        .. pack.Classes.Select(c => new PackRule("班型", c.Name, $"{c.FromMonths}—{c.ToMonths} 月龄，每班不超过 {c.MaxSize} 人", c.Source)),
        .. pack.Deadlines.Where(d => d.Statutory is not null).Select(d => new PackRule("办理时限", d.Name, d.Statutory!.ToString(), d.Source)),
        .. pack.Deadlines.Where(d => d.Promised is not null).Select(d => new PackRule("办理时限", $"{d.Name}（承诺）", d.Promised!.ToString(), d.PromisedSource ?? d.Source)),
        .. pack.Matters.SelectMany(m => m.Materials.Where(i => i.Source is not null).Select(i => new PackRule("申请材料", $"{m.Name}：{i.Name}", !i.Required ? "有则提交" : i.IsEssential ? "必须提交" : "必须提交，可以容缺", i.Source!))),
        .. pack.AcceptanceItems.Select(i => new PackRule("验收项目", i.Name, $"{Role(pack, i.Role)}{(i.Mandatory ? "，必须合格" : "")}", i.Source)),
        .. pack.Subsidies.SelectMany(s => s.Rates.Select(r => new PackRule("补助标准", s.Name, Rate(pack, s, r), r.Source))),
        .. pack.Budgets.Select(b => new PackRule("预算", b.Name, b.Ceiling is { } ceiling ? $"每年不超过 {ceiling} 元" : "没有规定额度", b.Source)),
        .. pack.FundRules.Select(f => new PackRule("资金用途", $"{f.FundSource}：{f.ExpenseKind}", f.Verdict switch { FundVerdict.Allow => "可以", FundVerdict.Deny => "不可以", _ => "由人决定" }, f.Source)),
        .. pack.Inspections.Select(i => new PackRule("监督检查", i.Name, $"{Often(i)}；{string.Join("、", i.Roles.Select(r => Role(pack, r)))}", i.Source)),
        .. pack.Parameters.Where(p => p.Value is not null && p.Source is not null).Select(p => new PackRule("参数", p.Name, Value(p), p.Source!)),
        .. pack.Targets.Select(t => new PackRule("目标", $"{t.Metric}（{t.Due.Year} 年底前）", t.Value is { } value ? $"{Operator(t.Operator)}{value:0.####}{t.Unit}" : "积极争创", t.Source)),
        .. pack.Seats.Select(s => new PackRule("组织", s.Body, s.Job, s.Source)),
    ];

    /// <summary>What a process of the list of gaps is called.</summary>
    public static string Process(PolicyPack pack, string code) =>
        pack.Matters.FirstOrDefault(m => m.Code == code)?.Name
        ?? pack.Subsidies.FirstOrDefault(s => s.Code == code)?.Name
        ?? (code.StartsWith("inspection:", StringComparison.Ordinal) ? pack.Inspections.FirstOrDefault(i => i.Code == code["inspection:".Length..])?.Name : null)
        ?? code;

    private static string Role(PolicyPack pack, string role) => pack.Roles.GetValueOrDefault(role, role);

    private static string Type(PolicyPack pack, string type) => pack.InstitutionTypes.FirstOrDefault(t => t.Code == type)?.Name ?? type;

    private static string Value(Parameter parameter) => parameter.Kind == ParameterKind.Limit
        ? Calendar.Limit.Parse(parameter.Value!).ToString()
        : parameter.Options.FirstOrDefault(o => o.Value == parameter.Value)?.Label ?? parameter.Value!;

    private static string Rate(PolicyPack pack, SubsidyScheme scheme, SubsidyRate rate)
    {
        var classes = string.Join("、", rate.Classes.Select(c => pack.ClassNamed(c)?.Name ?? c));
        var unit = scheme.Unit switch
        {
            SubsidyUnit.Bed => "每个托位",
            SubsidyUnit.ChildMonth => "每人每月",
            SubsidyUnit.ChildYear => "每人每年",
            SubsidyUnit.Institution => "每个机构",
            _ => "一次性",
        };
        var amount = rate.Amount is { } value ? $"{unit}{(rate.IsCeiling ? "不超过" : "")} {value} 元" : "没有规定标准";
        return classes.Length > 0 ? $"{classes}：{amount}" : amount;
    }

    private static string Often(InspectionProgramme programme) => programme.Frequency switch
    {
        Frequency.Month => $"每月 {programme.TimesPerPeriod} 次",
        Frequency.Quarter => $"每季度 {programme.TimesPerPeriod} 次",
        Frequency.HalfYear => $"每半年 {programme.TimesPerPeriod} 次",
        Frequency.Year => $"每年 {programme.TimesPerPeriod} 次",
        _ => "没有规定频次",
    };

    private static string Operator(TargetOperator value) => value switch
    {
        TargetOperator.AtLeast => "不少于 ",
        TargetOperator.MoreThan => "超过 ",
        TargetOperator.AtMost => "不超过 ",
        TargetOperator.LessThan => "少于 ",
        _ => "",
    };
}

public sealed record PackRule(string Group, string Name, string Value, RuleSource Source);
