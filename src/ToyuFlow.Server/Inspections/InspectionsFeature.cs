using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Inspections;

public static class InspectionsFeature
{
    public static IServiceCollection AddInspections(this IServiceCollection services)
    {
        services.AddNotices([InspectionNotices.Incomplete]);
        services.AddScoped<MakePlan>();
        services.AddScoped<RecordVisit>();
        services.AddScoped<InspectionSight>();
        services.AddSingleton<InspectionQuery>();
        services.AddActivity<RecordVisitActivity>(new(
            RecordVisitActivity.TypeName, 1, "记录检查结果", "托育", "逐项保存检查结果，不合格的逐项记为问题。",
            [new("Decision", DataType.Object, "检查任务的结果", Required: true)], [], ActivityPorts.Fixed("Passed", "Findings")));
        services.AddRecurringJob<MakePlansJob>(new(
            "inspection-plans", "生成检查计划", "0 30 7 * * ?", "每个工作日 7:30", "为政策包中的每项定期检查生成本期计划，把新备案的机构补进计划。已有的不会重复。")
        {
            WorkingDaysOnly = true,
            AlsoAtStart = true,
        });
        services.AddRecurringJob<CoverageJob>(new(
            "inspection-coverage", "检查覆盖情况", "0 0 15 * * ?", "每个工作日 15:00", "计划到期仍有机构没有检查的，报告牵头部门。")
        {
            WorkingDaysOnly = true,
        });
        services.AddSingleton(new CasePart(MakePlan.MatterCode, nameof(VisitResults)));
        services.AddNavigation(new NavigationEntry(Areas.Officer, 80, "检查任务", "/inspections", "clipboard-check", Policies.Officer));
        return services;
    }
}
