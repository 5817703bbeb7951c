namespace ToyuFlow.Server.Layout;

/// <summary>The areas of the navigation, in the order in which a person who has several sees them.</summary>
public static class Areas
{
    public const string ClaimType = "toyuflow:area";
    public const string CountyClaimType = "toyuflow:county";
    public const string Officer = "officer";
    public const string Finance = "finance";
    public const string Leader = "leader";
    public const string Operator = "operator";
    public const string SystemAdministrator = "admin-system";
    public const string SecurityAdministrator = "admin-security";
    public const string AuditAdministrator = "admin-audit";
    public const string Public = "public";

    public static IReadOnlyList<(string Area, string Heading)> InOrder { get; } =
    [
        (Officer, "审批办理"), (Finance, "财政资金"), (Leader, "督导统计"), (Operator, "机构办事"),
        (SystemAdministrator, "系统管理"), (SecurityAdministrator, "安全管理"), (AuditAdministrator, "审计"),
        (Public, "公共服务"),
    ];
}
