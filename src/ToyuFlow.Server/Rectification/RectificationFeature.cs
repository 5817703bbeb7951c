using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Rectification;

public static class RectificationFeature
{
    public static IServiceCollection AddRectification(this IServiceCollection services)
    {
        services.AddNotices(RectificationNotices.All);
        services.AddScoped<IssueRectificationNotice>();
        services.AddScoped<RectificationBook>();
        services.AddScoped<RectificationSight>();
        services.AddSingleton<RectificationQuery>();
        services.AddActivity<OpenRectificationActivity>(new(
            OpenRectificationActivity.TypeName, 1, "责令限期整改", "托育", "为检查发现的问题另立整改办件，由它自己办理。", [], [], ActivityPorts.Done));
        services.AddActivity<IssueNoticeActivity>(new(
            IssueNoticeActivity.TypeName, 1, "发出整改通知书", "托育", "编号并发出责令限期整改通知书，按问题等级确定期限。",
            [new("VisitId", DisplayName: "检查", Required: true)], [new ActivityOutput("Number", DataType.String, "通知书编号")], ActivityPorts.Done));
        services.AddActivity<RectifyActivity>(new(
            RectifyActivity.TypeName, 1, "限期整改", "托育", "等待机构提交整改情况或申请延期；逾期的同时转牵头部门督办。",
            [], [], ActivityPorts.Fixed("Submitted", "ExtensionAsked", "Referred"))
        {
            MayWait = true,
        });
        services.AddActivity<RectificationStepActivity>(new(
            RectificationStepActivity.TypeName, 1, "整改处理", "托育", "把审批、复查、督办的结果记入整改台账。",
            [new("Operation", DisplayName: "操作", Required: true, Options: RectificationStepActivity.Operations), new("Decision", DataType.Object, "任务的结果")],
            [], ActivityPorts.Fixed("Done", "Escalate")));
        services.AddSingleton(new CasePart(OpenRectificationActivity.MatterCode, "RectificationCard"));
        services.AddNavigation(
            new NavigationEntry(Areas.Officer, 90, "整改", "/rectification", "tool", Policies.OfficerOrOperator),
            new NavigationEntry(Areas.Operator, 50, "整改与检查", "/rectification", "tool", Policies.OfficerOrOperator));
        return services;
    }
}
