using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>减签, with its reason: by whoever added the signer, or a system administrator.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class RemoveSignerModel(DatabaseReader database, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    private long _revision;

    public RoundRow Target { get; private set; } = null!;

    public string Back => user.Kind == ActorKind.Administrator ? $"/workflows/instance/{Target.InstanceId}" : $"/inbox/task/{Target.Sign.ParentId}";

    protected override string Next => Back;

    protected override long CurrentRevision => _revision;

    public static string Path(Guid task) => $"/inbox/removesigner/{task}";

    protected override async Task<string> DoAsync()
    {
        await steps.RunAsync<RemoveSigner>(
            user.Actor, $"removesigner-{Operation}", (remove, token) => remove.RunAsync(Id, Revision, Reason, token), HttpContext.RequestAborted);
        return texts["已减签。"];
    }

    protected override bool Load() => database.Read(sql =>
    {
        if (TaskAccess.Find(sql, user.TenantId, Id) is not { } task
            || RoundRow.Of(sql, user.TenantId, task.BookmarkId).Find(r => r.Id == Id) is not { } target
            || !RemoveSigner.MayRemove(sql, user.TenantId, user.Actor, target))
        {
            return false;
        }

        (Target, _revision) = (target, task.Revision);
        return true;
    });
}
