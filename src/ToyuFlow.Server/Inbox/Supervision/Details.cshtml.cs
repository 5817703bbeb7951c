using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>A 督办单 with its chain, and what the reader may do with it; each form says which act it is.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class SupervisionDetailsModel(SupervisionReader reader, CurrentUser user, Steps steps, WorkingCalendar calendar, TimeProvider time, Texts texts) : ActPage
{
    public SupervisionFile Shown { get; private set; } = null!;

    public SupervisionRow Order => Shown.Order;

    /// <summary>The act that was refused; null before any.</summary>
    public SupervisionAct? Act { get; private set; }

    /// <summary>Whose form it was; granting and refusing more days share one.</summary>
    public SupervisionAct? Form => Act == SupervisionAct.ExtensionRefused ? SupervisionAct.ExtensionGranted : Act;

    public int Days { get; private set; } = SupervisionBook.UsualDays;

    public DateTimeOffset Now => time.GetUtcNow();

    public DueWords Due => Order.State == SupervisionState.Closed ? DueWords.None : DueWords.Of(calendar, Now, Order.DueAt);

    protected override string Next => PathOf(Id);

    protected override long CurrentRevision => Order.Revision;

    public static string PathOf(Guid id) => $"{SupervisionModel.Path}/details/{id}";

    protected override void Take(IFormCollection form)
    {
        Act = Enum.TryParse<SupervisionAct>(form["act"], out var act) && Enum.IsDefined(act) ? act : null;
        Days = (int)Math.Min(Number(form, "days"), int.MaxValue);
    }

    protected override async Task<string> DoAsync() => Act switch
    {
        SupervisionAct.Answered => await RunAsync<AnswerSupervision>(a => a.Answer(Id, Revision, Reason), texts["已答复，等督办人审核。"]),
        SupervisionAct.ExtensionAsked => await RunAsync<AnswerSupervision>(a => a.AskExtension(Id, Revision, Days, Reason), texts["已申请延期，等督办人决定；决定之前仍按原时限。"]),
        SupervisionAct.Closed => await RunAsync<ReviewSupervision>(r => r.Close(Id, Revision, Reason), texts["已销号。"]),
        SupervisionAct.Returned => await RunAsync<ReviewSupervision>(r => r.Return(Id, Revision, Days, Reason), texts["已退回重办。"]),
        SupervisionAct.ExtensionGranted => await RunAsync<ReviewSupervision>(r => r.DecideExtension(Id, Revision, true, Reason), texts["已同意延期。"]),
        SupervisionAct.ExtensionRefused => await RunAsync<ReviewSupervision>(r => r.DecideExtension(Id, Revision, false, Reason), texts["已答复不同意延期。"]),
        _ => throw new InvalidInputException("act", "请选择要办理的事项。"),
    };

    protected override bool Load()
    {
        if (reader.Read(Id) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        return true;
    }

    private async Task<string> RunAsync<TUseCase>(Action<TUseCase> act, string done) where TUseCase : notnull
    {
        await steps.RunAsync<TUseCase>(
            user.Actor, $"supervision-{Operation}",
            (useCase, _) =>
            {
                act(useCase);
                return Task.CompletedTask;
            },
            HttpContext.RequestAborted);
        return done;
    }
}
