using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>The clock of a promise: reminds the applicant before the day, and marks what was not handed in by it as not kept (系统). The case is ended by its officer, never by the clock.</summary>
public sealed class LapsePromise(Step step, ToleranceBook book, CaseHold hold)
{
    public void Remind(Guid promiseId)
    {
        if (book.Find(promiseId) is { IsOpen: true } promise && Owed(promise) is { Length: > 0 } owed)
        {
            hold.RequireNone(promise.CaseId);
            book.TellApplicant(promise, ToleranceNotices.Reminder, ("papers", owed));
        }
    }

    public void Run(Guid promiseId)
    {
        if (book.Find(promiseId) is not { State: PromiseState.Open } promise || step.Now < promise.DueAt)
        {
            return;
        }

        hold.RequireNone(promise.CaseId);
        if (!promise.IsOpen)
        {
            book.Close(promise, PromiseState.Ended);
            return;
        }

        if (Owed(promise) is not { Length: > 0 } owed)
        {
            // All was handed in in time: the office still has to look at it, and the applicant has done their part.
            book.Tell(book.Checkers(promise), promise, ToleranceNotices.HandedIn, CheckModel.PathOf(promise.Id), ("papers", promise.Names));
            return;
        }

        book.Close(promise, PromiseState.Broken);
        book.Say(promise, "tolerance.broken", $"没有在 {Deadline.From(promise.DueAt).LastDay:yyyy-MM-dd} 前补齐容缺材料：{owed}，记为未履行容缺承诺（{promise.Number}）");
        book.TellApplicant(promise, ToleranceNotices.Broken, ("papers", owed));
        book.Tell([.. book.Checkers(promise), .. book.HeadsAndHandlers(promise)], promise, ToleranceNotices.Broken, $"/cases/details/{promise.CaseId}", ("papers", owed));
    }

    private static string Owed(PromiseRow promise) => string.Join("、", promise.Gaps.Where(g => g.State == GapState.Missing).Select(g => g.Name));
}
