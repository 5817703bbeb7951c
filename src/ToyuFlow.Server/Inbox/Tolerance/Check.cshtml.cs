using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>What was handed in on a promise, for the officer who accepted: each paper is complete or goes back.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class CheckModel(ToleranceReader reader, CurrentUser user, Steps steps, TimeProvider time, Texts texts) : ActPage
{
    private const string Back = "back";

    private string _act = "";

    public PromiseView Shown { get; private set; } = null!;

    public IReadOnlyList<GapPaper> Papers { get; private set; } = [];

    /// <summary>The paper whose form was refused.</summary>
    public Guid Gap { get; private set; }

    public bool IsPast => time.GetUtcNow() >= Shown.Promise.DueAt;

    protected override long CurrentRevision => Shown.Promise.Revision;

    protected override string Next => Papers.Count(p => p.Gap.State == GapState.HandedIn) > 1 ? PathOf(Id) : $"/cases/details/{Shown.Promise.CaseId}";

    public static string PathOf(Guid promise) => $"/inbox/tolerance/check/{promise}";

    protected override void Take(IFormCollection form)
    {
        Gap = Ids(form, "gap").FirstOrDefault();
        _act = form["act"].ToString();
    }

    protected override async Task<string> DoAsync()
    {
        await steps.RunAsync<CheckGap>(
            user.Actor, $"gap-{Operation}-{Gap:N}",
            (check, _) =>
            {
                if (_act == Back)
                {
                    check.SendBack(Id, Gap, Revision, Reason);
                }
                else
                {
                    check.Confirm(Id, Gap, Revision);
                }

                return Task.CompletedTask;
            },
            HttpContext.RequestAborted);
        return _act == Back ? texts["已退回，申请人会收到通知。"] : texts["已确认补齐。"];
    }

    protected override bool Load()
    {
        if (reader.Read(Id) is not { MayCheck: true } shown)
        {
            return false;
        }

        Shown = shown;
        Papers = [.. shown.Promise.Gaps.Select(g => reader.PaperOf(shown.Promise, g))];
        return true;
    }
}
