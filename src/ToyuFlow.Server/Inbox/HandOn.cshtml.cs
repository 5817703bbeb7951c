using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

public enum HandOnAct
{
    Transfer,
    Delegate,
    Copy,

    /// <summary>The delegate's.</summary>
    Opinion,

    /// <summary>The owner fetches back what is out.</summary>
    Recall,
}

/// <summary>转办、委派、抄送: to whom and why.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class HandOnModel(TaskPageReader reader, DatabaseReader database, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    [FromRoute(Name = "act")]
    public HandOnAct Act { get; set; }

    public TaskPage Shown { get; private set; } = null!;

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public IReadOnlyCollection<Guid> Chosen { get; private set; } = [];

    public bool AsksWhom => Act is HandOnAct.Transfer or HandOnAct.Delegate or HandOnAct.Copy;

    protected override long CurrentRevision => Shown.Task.Row.Revision;

    protected override string Next => Act is HandOnAct.Copy or HandOnAct.Recall ? $"/inbox/task/{Id}" : "/inbox";

    public static string Path(Guid task, HandOnAct act) => $"/inbox/handon/{task}/{act.ToString().ToLowerInvariant()}";

    /// <summary>As a key of the texts.</summary>
    public static string Words(HandOnAct act) => act switch
    {
        HandOnAct.Transfer => "转办",
        HandOnAct.Delegate => "委派",
        HandOnAct.Copy => "抄送",
        HandOnAct.Opinion => "出具意见",
        _ => "收回委派",
    };

    public static string Consequence(HandOnAct act) => act switch
    {
        HandOnAct.Transfer => "任务交给对方办理，不再回到您这里；时限不延长，提醒发给对方。",
        HandOnAct.Delegate => "对方只出具意见，出具后任务回到您这里，由您决定；时限不延长。",
        HandOnAct.Copy => "对方可以看到这个案件，不需要办理；已经抄送过的人不会重复收到。",
        HandOnAct.Opinion => "意见记入案件，任务退回委派人，由其决定。",
        _ => "任务回到您这里，对方不必再出具意见。",
    };

    protected override void Take(IFormCollection form) => Chosen = Ids(form, "person");

    protected override async Task<string> DoAsync()
    {
        var count = await steps.RunAsync(user.Actor, $"handon-{Operation}", (services, _) => Task.FromResult(Run(services)), HttpContext.RequestAborted);
        return Act switch
        {
            HandOnAct.Transfer => texts["已转办。"],
            HandOnAct.Delegate => texts["已委派，对方出具意见后任务回到您这里。"],
            HandOnAct.Copy => texts["已抄送 {0} 人。", count],
            HandOnAct.Opinion => texts["意见已提交，任务已退回委派人。"],
            _ => texts["委派已收回，现在由您决定。"],
        };
    }

    protected override bool Load()
    {
        if (!Enum.IsDefined(Act) || reader.Read(Id) is not { Task.Row.PostId: not null } shown)
        {
            return false;
        }

        Shown = shown;
        var (row, spec) = (shown.Task.Row, shown.Task.Spec);
        Colleagues = database.Read(sql => Act switch
        {
            HandOnAct.Transfer => TaskColleagues.ForTransfer(sql, user.TenantId, row, spec),
            HandOnAct.Delegate => TaskColleagues.ForDelegation(sql, user.TenantId, row),
            HandOnAct.Copy => TaskColleagues.All(sql, user.TenantId),
            _ => [],
        });
        Colleagues = [.. Colleagues.Where(c => c.Id != user.PersonId)];
        return true;
    }

    private int Run(IServiceProvider services)
    {
        var one = Chosen.FirstOrDefault();
        switch (Act)
        {
            case HandOnAct.Transfer:
                services.GetRequiredService<TransferTask>().Run(Id, Revision, one, Reason);
                return 1;
            case HandOnAct.Delegate:
                services.GetRequiredService<DelegateTask>().Run(Id, Revision, one, Reason);
                return 1;
            case HandOnAct.Copy:
                return services.GetRequiredService<CopyCase>().Run(Id, Revision, Chosen, Reason);
            case HandOnAct.Opinion:
                services.GetRequiredService<DelegateTask>().GiveOpinion(Id, Revision, Reason);
                return 1;
            default:
                services.GetRequiredService<DelegateTask>().Recall(Id, Revision);
                return 1;
        }
    }
}
