using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>退回: to which step, why, and how it goes on.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class ReturnModel(TaskPageReader reader, DatabaseReader database, ReturnTargets targets, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    public TaskPage Shown { get; private set; } = null!;

    public IReadOnlyList<ReturnTarget> Targets { get; private set; } = [];

    public ReturnOrder Order { get; private set; } = new(0, "", "", false, false);

    protected override long CurrentRevision => Shown.Task.Row.Revision;

    protected override string Next => "/inbox";

    public static string Path(Guid task) => $"/inbox/return/{task}";

    protected override void Begin() => Order = Order with { Target = Targets.Count > 0 ? Targets[0].ActivityId : "" };

    protected override void Take(IFormCollection form) =>
        Order = new ReturnOrder(Revision, form["target"].ToString(), Reason, form["resume"] == "back", form["others"] == "true");

    protected override async Task<string> DoAsync()
    {
        await steps.RunAsync<ReturnTask>(user.Actor, $"return-{Operation}", (act, token) => act.RunAsync(Id, Order, token), HttpContext.RequestAborted);
        return texts["已退回，对方会收到提醒。"];
    }

    protected override bool Load()
    {
        if (reader.Read(Id) is not { Task.Row.PostId: not null } shown)
        {
            return false;
        }

        Shown = shown;
        Targets = database.Read(sql => targets.Of(sql, user.TenantId, shown.Task.Row));
        return true;
    }
}
