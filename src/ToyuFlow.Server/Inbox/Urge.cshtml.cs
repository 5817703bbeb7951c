using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>催办: a word to whoever has the case now.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class UrgeModel(UrgeReader reader, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    public const string Path = "/inbox/urge";

    public UrgeView Shown { get; private set; } = null!;

    protected override string Next => $"/cases/details/{Id}";

    protected override async Task<string> DoAsync()
    {
        await steps.RunAsync<UrgeCase>(
            user.Actor, $"urge-{Operation}",
            (urge, _) =>
            {
                urge.Run(Id, Reason);
                return Task.CompletedTask;
            },
            HttpContext.RequestAborted);
        return texts["已提醒现在的办理人。"];
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
