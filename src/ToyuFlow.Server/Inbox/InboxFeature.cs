using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Inbox;

public static class InboxFeature
{
    private static readonly ActivityDescriptor ApprovalTask = new(
        ApprovalTaskActivity.TypeName,
        1,
        "人工审批",
        "托育",
        "把一项任务交给某部门的岗位或申请人，等待办理；从办理结果对应的出口离开。",
        [
            new("StepCode", DisplayName: "环节代码"),
            new("Title", DisplayName: "任务标题", Required: true),
            new("Role", DisplayName: "承办角色", Description: "政策包中的角色代码；APPLICANT 表示申请人。", Required: true),
            new("Post", DisplayName: "岗位代码"),
            new("Limit", DisplayName: "时限", Description: "政策包中的时限代码，5 wd 这样的时限，或 2025-03-31 这样的最后一天。"),
            new("Instructions", DisplayName: "办理说明", UIHint: "multi-line"),
            new("Actions", DataType.Object, "办理结果", Required: true, UIHint: "code-editor"),
            new("Fields", DataType.Object, "填写项", UIHint: "code-editor"),
            new("Checklist", DataType.Object, "检查表", UIHint: "code-editor"),
            new("TransferWithin", DisplayName: "转办范围", Description: "post：同岗位（默认）；unit：本单位。"),
            new("SeparateFrom", DataType.Object, "不相容环节", UIHint: "code-editor"),
        ],
        [new ActivityOutput("Result", DataType.Object, "办理结果")],
        ActivityPorts.From(ActionPorts))
    {
        MayWait = true,
    };

    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddActivity<ApprovalTaskActivity>(ApprovalTask);
        services.AddActivity<ApprovalTaskActivity>(ApprovalTask with { TypeName = ApprovalTaskActivity.EarlierTypeName });
        services.AddScoped<OfferTask>();
        services.AddScoped<TaskLimits>();
        services.AddScoped<TaskRows>();
        services.AddScoped<FindSigners>();
        services.AddScoped<SignRound>();
        services.AddScoped<CompleteTask>();
        services.AddScoped<ClaimTask>();
        services.AddScoped<TransferTask>();
        services.AddScoped<DelegateTask>();
        services.AddScoped<CopyCase>();
        services.AddScoped<UrgeCase>();
        services.AddScoped<UrgeReader>();
        services.AddScoped<HandOverTasks>();
        services.AddScoped<AppointSubstitute>();
        services.AddSingleton<CopiesQuery>();
        services.AddSingleton<SubstitutesQuery>();
        services.AddSingleton(new CasePart(null, "Urge") { Order = 90 });
        services.AddScoped<IssueCorrectionNotice>();
        services.AddScoped<RemindTask>();
        services.AddScoped<AnswerCorrection>();
        services.AddScoped<AttachTaskFiles>();
        services.AddScoped<TaskUploads>();
        services.AddScoped<TaskPageReader>();
        services.AddSingleton<InboxQuery>();
        services.AddSingleton<DoneQuery>();
        services.AddScoped<IFrameCounts, FrameNumbers>();
        services.AddNavigation(
            new NavigationEntry(Areas.Officer, 20, "待办", "/inbox", "inbox", Count: "todo"),
            new NavigationEntry(Areas.Officer, 30, "已办", "/inbox/done", "checks"),
            new NavigationEntry(Areas.Officer, 32, "抄送我的", CopiesModel.Path, "mail"),
            new NavigationEntry(Areas.Officer, 34, "我的代理", SubstitutesModel.Path, "users"));
        services.AddSingleton(new TimerHandler(TaskLimits.ReminderTimer, (provider, timer, _) =>
        {
            provider.GetRequiredService<RemindTask>().Run(timer.SubjectId);
            return Task.CompletedTask;
        }));
        services.AddSingleton(new BookmarkCleanup(ApprovalTaskActivity.BookmarkKind, Cancel));
        return services;
    }

    /// <summary>Each action is a port of the flow.</summary>
    private static List<string>? ActionPorts(ToyuFlow.Workflows.Definitions.ActivityNode node) =>
        node.Json["actions"]?["expression"]?["value"] is System.Text.Json.Nodes.JsonValue text && text.TryGetValue<string>(out var json)
            ? [.. TaskSpec.ListFrom<TaskAction>(System.Text.Json.Nodes.JsonValue.Create(json)).Select(a => a.Code)]
            : null;

    private static void Cancel(Step step, Guid bookmarkId)
    {
        step.Sql.Execute(
            "delete from timer where tenant_id = @tenant and subject_id in (select id from work_task where tenant_id = @tenant and bookmark_id = @bookmark and status in ('Open', 'Waiting'))",
            ("tenant", step.TenantId), ("bookmark", bookmarkId));
        step.Sql.Execute(
            "update work_task set status = 'Cancelled', decided_at = @now, revision = revision + 1 where tenant_id = @tenant and bookmark_id = @bookmark and status in ('Open', 'Waiting')",
            ("tenant", step.TenantId), ("bookmark", bookmarkId), ("now", step.Now));
    }
}
