using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Cases.Filters;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Cases;

public static class CasesFeature
{
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddNotices(CaseNotices.All);
        services.AddScoped<SavedFilters>();
        services.AddScoped<KeepFilter>();
        services.AddScoped<Numbering>();
        services.AddScoped<CaseHistory>();
        services.AddScoped<CaseClocks>();
        services.AddScoped<MoveClock>();
        services.AddScoped<ChangeClock>();
        services.AddScoped<ClockChangeList>();
        services.AddSingleton(new CasePart(null, "ClockActions") { Order = 80 });
        services.AddSingleton(new TimerHandler(ChangeClock.EndTimer, (provider, timer, token) => provider.GetRequiredService<ChangeClock>().EndPauseAsync(timer.SubjectId, token)));
        services.AddScoped<Applications>();
        services.AddScoped<Materials>();
        services.AddSingleton<CaseObstacles>();
        services.AddScoped<CaseAccess>();
        services.AddScoped<CaseReader>();
        services.AddScoped<CaseProgress>();
        services.AddScoped<CaseFiles>();
        services.AddScoped<CaseSearch>();
        services.AddScoped<ClockReader>();
        services.AddSingleton(ApplicantPages.Plain);
        services.AddNavigation(
            new NavigationEntry(Areas.Officer, 36, "待决定的申请", ClockChangesModel.Path, "clock-pause", Count: "requests"),
            new NavigationEntry(Areas.Officer, 60, "案件查询", "/cases", "file-search"));
        services.AddSingleton(new InstanceCancelled(CloseAsync));
        services.AddActivity<CaseStatusActivity>(new(
            CaseStatusActivity.TypeName, 1, "办件状态", "托育", "改变办件状态，并在办理进度中写一句话。",
            [new("Status", DisplayName: "状态", Options: Enum.GetNames<CaseStatus>()), new("Sentence", DisplayName: "进度说明"), new("ForApplicant", DataType.Boolean, "申请人可见")],
            [], ActivityPorts.Done)
        {
            MayRepeat = true,
        });
        services.AddActivity<ClockActivity>(new(
            ClockActivity.TypeName, 1, "计时", "托育", "开始、暂停、恢复或停止一项办理时限。",
            [
                new("Operation", DisplayName: "操作", Required: true, Options: ["start", "pause", "resume", "stop"]), new("Code", DisplayName: "时限代码", Required: true),
                new("Reason", DisplayName: "原因"), new("Basis", DisplayName: "依据"),
                new("Until", DisplayName: "许可到期日"),
            ],
            [], ActivityPorts.Done)
        {
            MayRepeat = true,
        });
        services.AddSingleton(new SettingCheck(ClockActivity.TypeName, ClockActivity.Problems));
        return services;
    }

    /// <summary>A case whose flow was ended is closed, or it would be open in nobody's queue; the applicant reads why.</summary>
    private static Task CloseAsync(IServiceProvider services, Guid caseId, EndOfInstance end, CancellationToken cancellationToken)
    {
        var history = services.GetRequiredService<CaseHistory>();
        history.SetStatus(caseId, CaseStatus.Withdrawn);
        history.Say(caseId, end.Sentence, opinion: end.Reason);
        services.GetRequiredService<CaseClocks>().StopAll(caseId);
        return Task.CompletedTask;
    }
}
