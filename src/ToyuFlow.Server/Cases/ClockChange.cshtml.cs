using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>An officer asks for a pause of a clock or for more time.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class ClockChangeModel(CaseFiles files, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    [FromRoute(Name = "code")]
    public string Code { get; set; } = "";

    public CaseFile Shown { get; private set; } = null!;

    public ClockView Clock { get; private set; } = null!;

    public ClockChangeOrder Order { get; private set; } = new(Guid.Empty, "", ClockChangeKind.Pause, 0, "", "", "");

    protected override string Next => $"/cases/details/{Id}";

    public static string Path(Guid caseId, string code) => $"/cases/clockchange/{caseId}/{Uri.EscapeDataString(code)}";

    protected override void Take(IFormCollection form) => Order = new ClockChangeOrder(
        Id, Code, form["kind"] == nameof(ClockChangeKind.Extend) ? ClockChangeKind.Extend : ClockChangeKind.Pause,
        (int)Math.Min(Number(form, "days"), int.MaxValue), form["basis"].ToString(), form["localBasis"].ToString(), Reason);

    protected override async Task<string> DoAsync()
    {
        await steps.RunAsync<ChangeClock>(user.Actor, $"clock-{Operation}", (change, token) => change.AskAsync(Order, token), HttpContext.RequestAborted);
        return texts["已提交，等本单位负责人决定。"];
    }

    protected override bool Load()
    {
        if (files.Read(Id) is not { } file || file.Clocks.LastOrDefault(c => c.Code == Code && c.StoppedAt is null) is not { } clock)
        {
            return false;
        }

        (Shown, Clock) = (file, clock);
        return true;
    }
}
