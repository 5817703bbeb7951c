using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>A new 督办单 on a case: why, who has to answer, by when.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class OpenSupervisionModel(SupervisionReader reader, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    private Guid _opened;

    public SupervisedCase Shown { get; private set; } = null!;

    /// <summary>The unit, and with a colon the officer.</summary>
    public string Responsible { get; private set; } = "";

    public int Days { get; private set; } = SupervisionBook.UsualDays;

    protected override string Next => SupervisionDetailsModel.PathOf(_opened);

    public static string PathOf(Guid caseId) => $"{SupervisionModel.Path}/open/{caseId}";

    protected override void Begin() =>
        Responsible = Shown.Officers.FirstOrDefault(o => o.HasTask) is { } holder ? $"{holder.UnitId}:{holder.PersonId}" : string.Concat(Shown.Tasks.Take(1).Select(t => t.UnitId));

    protected override void Take(IFormCollection form) => (Responsible, Days) = (form["responsible"].ToString(), (int)Math.Min(Number(form, "days"), int.MaxValue));

    protected override async Task<string> DoAsync()
    {
        var parts = Responsible.Split(':');
        var input = new SupervisionInput(
            Id, Guid.TryParse(parts[0], out var unit) ? unit : null, parts.Length > 1 && Guid.TryParse(parts[1], out var person) ? person : null, Days, Reason);
        _opened = await steps.RunAsync<OpenSupervision, Guid>(user.Actor, $"supervise-{Operation}", (open, _) => Task.FromResult(open.Run(input)), HttpContext.RequestAborted);
        return texts["督办单已发出，责任人会收到提醒。"];
    }

    /// <summary>Once nobody has the case any more the page is still there to say so, with what was written.</summary>
    protected override bool Load()
    {
        if (reader.OfCase(Id) is not { } shown || (shown.Tasks.Count == 0 && Shown is null && !shown.MaySupervise))
        {
            return false;
        }

        Shown = shown;
        return true;
    }
}
