namespace ToyuFlow.Server.Jurisdictions;

/// <summary>Finds what a pack leaves open for each of its processes.</summary>
internal static class PackGaps
{
    public static IReadOnlyList<MissingSetting> Of(PolicyPack pack) =>
        [.. Parameters(pack), .. Deadlines(pack), .. Roles(pack), .. Subsidies(pack), .. Inspections(pack), .. Findings(pack)];

    private static IEnumerable<MissingSetting> Parameters(PolicyPack pack) =>
        from parameter in pack.Parameters
        where parameter is { Required: true, Value: null }
        from process in parameter.Processes
        select new MissingSetting(process, parameter.Code, $"{parameter.Name}没有规定");

    private static IEnumerable<MissingSetting> Deadlines(PolicyPack pack) =>
        from deadline in pack.Deadlines
        where deadline.Working is null
        from process in deadline.Processes
        select new MissingSetting(process, $"deadline.{deadline.Code}.promised", $"{deadline.Name}的期限没有规定");

    private static IEnumerable<MissingSetting> Roles(PolicyPack pack)
    {
        var needed = pack.Routes.Select(route => (Process: "registration", route.Role))
            .Append((Process: "filing", Role: pack.LeadRole))
            .Concat(pack.AcceptanceItems.Where(item => item.Mandatory).Select(item => (Process: "acceptance", item.Role)))
            .Concat(pack.Inspections.SelectMany(programme => programme.Roles.Select(role => (Process: $"inspection:{programme.Code}", Role: role))))
            .Concat(pack.Subsidies.SelectMany(scheme => new[] { pack.LeadRole, "FIN" }.Select(role => (Process: scheme.Code, Role: role))));
        return from need in needed.Distinct()
               where pack.UnitsOf(need.Role).Count == 0
               select new MissingSetting(need.Process, $"role.{need.Role}", $"没有单位承担“{pack.Roles.GetValueOrDefault(need.Role, need.Role)}”职责");
    }

    private static IEnumerable<MissingSetting> Subsidies(PolicyPack pack)
    {
        foreach (var scheme in pack.Subsidies)
        {
            foreach (var rate in scheme.Rates.Where(rate => rate.Amount is null || rate.IsCeiling))
            {
                var what = rate.IsCeiling ? $"只规定了上限 {rate.Amount} 元，没有规定标准" : "没有规定标准";
                yield return new MissingSetting(scheme.Code, $"subsidy.{rate.Id}.amount", $"{scheme.Name}（{rate.Id}）{what}");
            }
            if (scheme.Payers.Count == 0 || scheme.Payers.Any(payer => payer.Weight is null))
            {
                yield return new MissingSetting(scheme.Code, $"subsidy.{scheme.Code}.shares", $"{scheme.Name}的各级分担比例没有规定");
            }
            if (pack.Budgets.FirstOrDefault(budget => budget.Code == scheme.BudgetLine) is { OverCeiling: null } budget)
            {
                yield return new MissingSetting(scheme.Code, $"budget.{budget.Code}.over-ceiling", $"{budget.Name}超出年度额度后如何处理没有规定");
            }
        }
    }

    private static IEnumerable<MissingSetting> Inspections(PolicyPack pack)
    {
        foreach (var programme in pack.Inspections)
        {
            if (programme.Frequency is null)
            {
                yield return new MissingSetting($"inspection:{programme.Code}", $"inspection.{programme.Code}.frequency", $"{programme.Name}的频次没有规定");
            }
            if (programme.Mode is null && programme.Roles.Count > 1)
            {
                yield return new MissingSetting($"inspection:{programme.Code}", $"inspection.{programme.Code}.mode", $"{programme.Name}是联合上门还是各部门分别检查没有规定");
            }
        }
    }

    private static IEnumerable<MissingSetting> Findings(PolicyPack pack) =>
        from finding in pack.Findings
        where finding.IsOpen
        from process in finding.Processes
        select new MissingSetting(process, $"finding.{finding.Code}", $"政策文件内容需要确认：{finding.What}");
}
