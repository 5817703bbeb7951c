using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Waking;

/// <summary>唤醒 of a closed case: where it goes on, on what basis, and why.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class WakeModel(WakingReader reader, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    public WakingView Shown { get; private set; } = null!;

    public string Target { get; private set; } = "";

    public string Basis { get; private set; } = "";

    protected override string Next => $"/cases/details/{Id}";

    protected override long CurrentRevision => Shown.Revision;

    public static string PathOf(Guid caseId) => $"/inbox/waking/wake/{caseId}";

    protected override void Take(IFormCollection form) => (Target, Basis) = (form["target"].ToString(), form["basis"].ToString());

    protected override async Task<string> DoAsync()
    {
        await steps.RunAsync<WakeCase>(user.Actor, $"wake-{Operation}", (wake, token) => wake.RunAsync(new WakeOrder(Id, Revision, Target, Basis, Reason), token), HttpContext.RequestAborted);
        return texts["已唤醒，本件继续办理。"];
    }

    protected override bool Load()
    {
        if (reader.Read(Id) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        return true;
    }
}
