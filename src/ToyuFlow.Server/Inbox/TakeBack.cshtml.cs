using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>撤回 one's own decision, as long as nobody is at work on what followed.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class TakeBackModel(TaskPageReader reader, DatabaseReader database, TakeBackCheck check, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    public TaskPage Shown { get; private set; } = null!;

    public string? Problem { get; private set; }

    protected override long CurrentRevision => Shown.Task.Row.Revision;

    protected override string Next => "/inbox";

    public static string Path(Guid task) => $"/inbox/takeback/{task}";

    protected override async Task<string> DoAsync()
    {
        await steps.RunAsync<TakeBackTask>(user.Actor, $"takeback-{Operation}", (act, token) => act.RunAsync(Id, Revision, token), HttpContext.RequestAborted);
        return texts["已撤回，任务回到您的待办。"];
    }

    protected override bool Load()
    {
        if (reader.Read(Id) is not { Task.Row: { PostId: not null, Status: WorkTaskStatus.Done } } shown)
        {
            return false;
        }

        Shown = shown;
        Problem = database.Read(sql => check.Problem(sql, user.TenantId, user.PersonId, shown.Task.Row));
        return true;
    }
}
