using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Checks that everything a pack names exists: roles, posts, types, classes, facts, budget lines; and that ids are unique.</summary>
internal static class PackCheck
{
    public static void References(PolicyPack pack, YamlMap root)
    {
        Known(root, "lead_role", "部门角色", [pack.LeadRole], pack.Roles.Keys);
        Known(root, "units", "部门角色", pack.Units.SelectMany(unit => unit.Roles), pack.Roles.Keys);
        Known(root, "units", "岗位", pack.Units.SelectMany(unit => unit.Posts), pack.Posts.Keys);
        Known(root, "registration", "部门角色", pack.Routes.Select(route => route.Role), pack.Roles.Keys);
        Known(root, "registration", "机构类型", pack.Routes.Select(route => route.Type), pack.InstitutionTypes.Select(type => type.Code));
        Known(root, "acceptance", "部门角色", pack.AcceptanceItems.Select(item => item.Role), pack.Roles.Keys);
        Known(root, "inspections", "部门角色", pack.Inspections.SelectMany(programme => programme.LeadRole is null ? programme.Roles : [programme.LeadRole, .. programme.Roles]), pack.Roles.Keys);
        Known(root, "inspections", "事实", pack.Inspections.Select(programme => programme.Precondition).OfType<string>(), pack.Facts.Keys);
        Known(root, "subsidies", "事实", pack.Subsidies.SelectMany(scheme => scheme.Eligibility), pack.Facts.Keys);
        Known(root, "subsidies", "班型", pack.Subsidies.SelectMany(scheme => scheme.Rates).SelectMany(rate => rate.Classes), pack.Classes.Select(item => item.Code));
        Known(root, "subsidies", "预算科目", pack.Subsidies.Select(scheme => scheme.BudgetLine).OfType<string>(), pack.Budgets.Select(budget => budget.Code));
        Known(root, "targets", "部门角色", pack.Targets.Select(target => target.Role).OfType<string>(), pack.Roles.Keys);
        foreach (var finding in pack.Findings.Where(finding => finding.Where.Any(line => line < 1 || line > pack.PolicyText.Count)))
        {
            root.Fault("findings", $"{finding.Code} 引用的行不存在。");
        }
        foreach (var finding in pack.Findings.Where(finding => finding.Decided is { } decided && !finding.Choices.Contains(decided)))
        {
            root.Fault("findings", $"{finding.Code} 的决定不在选项中。");
        }
        Unique(root, "units", pack.Units.Select(unit => unit.Id));
        Unique(root, "subsidies", pack.Subsidies.Select(scheme => scheme.Code));
        Unique(root, "subsidies", pack.Subsidies.SelectMany(scheme => scheme.Rates).Select(rate => rate.Id));
        Unique(root, "budgets", pack.Budgets.Select(budget => budget.Code));
        Unique(root, "acceptance", pack.AcceptanceItems.Select(item => item.Code));
        Unique(root, "inspections", pack.Inspections.Select(programme => programme.Code));
        Unique(root, "targets", pack.Targets.Select(target => target.Code));
        Unique(root, "findings", pack.Findings.Select(finding => finding.Code));
    }

    private static void Known(YamlMap root, string key, string what, IEnumerable<string> used, IEnumerable<string> known)
    {
        foreach (var stranger in used.Except(known).Where(name => name.Length > 0))
        {
            root.Fault(key, $"引用了不存在的{what}「{stranger}」。");
        }
    }

    private static void Unique(YamlMap root, string key, IEnumerable<string> codes)
    {
        foreach (var twice in codes.GroupBy(code => code).Where(group => group.Count() > 1))
        {
            root.Fault(key, $"编号「{twice.Key}」重复。");
        }
    }
}
