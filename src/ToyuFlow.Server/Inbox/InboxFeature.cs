using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox.Batch;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Feed;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Server.Inbox.Waking;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

public static class InboxFeature
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddNotices(InboxNotices.All);
        services.AddActivity<ApprovalTaskActivity>(ApprovalTaskDescriptor.Instance);
        services.AddActivity<ApprovalTaskActivity>(ApprovalTaskDescriptor.Instance with { TypeName = ApprovalTaskActivity.EarlierTypeName });
        services.AddSingleton(new SettingCheck(ApprovalTaskActivity.TypeName, StepCheck.Problems));
        services.AddScoped<OfferTask>();
        services.AddScoped<TaskLimits>();
        services.AddScoped<ReminderDays>();
        services.AddScoped<TaskRows>();
        services.AddScoped<FindSigners>();
        services.AddScoped<SignRound>();
        services.AddScoped<AddSigners>();
        services.AddScoped<RemoveSigner>();
        services.AddScoped<ExpireTask>();
        services.AddScoped<CompleteTask>();
        services.AddScoped<ClaimTask>();
        services.AddScoped<SaveDraft>();
        services.AddSupervision();
        services.AddTolerance();
        services.AddWithdrawing();
        services.AddWaking();
        services.AddFeed();
        services.AddScoped<BatchCandidates>();
        services.AddScoped<BatchRun>();
        services.AddScoped<PassBatch>();
        services.AddSingleton<LostCases>();
        services.AddScoped<MendLostCase>();
        services.AddScoped<RecountLimits>();
        services.AddSingleton(new ClockMoved((provider, clock) => provider.GetRequiredService<RecountLimits>().Follow(clock)));
        services.AddRecurringJob<LostCasesJob>(new("lost-cases", "核对无人办理的案件", "0 40 2 * * ?", "每天 2:40", "核对每一件在办的案件都有人能办，或者有到期的等待。"));
        services.AddRecurringJob<RecountLimitsJob>(new("recount-limits", "按日历重算期限", "0 10 3 * * ?", "每天 3:10", "节假日安排公布或修改后，重新计算在办案件的期限和提醒。") { AlsoAtStart = true });
        services.AddScoped<ReturnTask>();
        services.AddScoped<AskAgain>();
        services.AddScoped<TakeBackTask>();
        services.AddScoped<ReturnTargets>();
        services.AddScoped<TakeBackCheck>();
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
        services.AddScoped<WarnOfRenewal>();
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
            new NavigationEntry(Areas.SystemAdministrator, 13, "无人办理", LostModel.Path, "alert-circle"),
            new NavigationEntry(Areas.Officer, 34, "我的代理", SubstitutesModel.Path, "users"));
        services.AddSingleton(new TimerHandler(ReminderDays.Timer, (provider, timer, _) =>
        {
            provider.GetRequiredService<RemindTask>().Fire(timer);
            return Task.CompletedTask;
        }));
        services.AddSingleton(new TimerHandler(CaseClocks.RenewalTimer, (provider, timer, _) =>
        {
            provider.GetRequiredService<WarnOfRenewal>().Fire(timer);
            return Task.CompletedTask;
        }));
        services.AddSingleton(new TimerHandler(TaskLimits.ExpiryTimer, (provider, timer, token) => provider.GetRequiredService<ExpireTask>().RunAsync(timer.SubjectId, token)));
        services.AddSingleton(new BookmarkCleanup(ApprovalTaskActivity.BookmarkKind, Cancel));
        return services;
    }

    private static void Cancel(Step step, Guid bookmarkId)
    {
        step.Sql.Execute(
            "delete from timer where tenant_id = @tenant and subject_id in (select id from work_task where tenant_id = @tenant and bookmark_id = @bookmark and status in ('Open', 'Waiting'))",
            ("tenant", step.TenantId), ("bookmark", bookmarkId));
        step.Sql.Execute(
            "delete from task_draft where tenant_id = @tenant and task_id in (select id from work_task where tenant_id = @tenant and bookmark_id = @bookmark and status in ('Open', 'Waiting'))",
            ("tenant", step.TenantId), ("bookmark", bookmarkId));
        step.Sql.Execute(
            "update work_task set status = 'Cancelled', decided_at = @now, revision = revision + 1 where tenant_id = @tenant and bookmark_id = @bookmark and status in ('Open', 'Waiting')",
            ("tenant", step.TenantId), ("bookmark", bookmarkId), ("now", step.Now));
    }
}
