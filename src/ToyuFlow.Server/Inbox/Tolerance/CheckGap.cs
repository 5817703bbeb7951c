using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>The officer who accepted looks at what was handed in: it is complete, or goes back with a reason. With the last one the result is free.</summary>
public sealed class CheckGap(Step step, ToleranceBook book, LapsePromise lapse)
{
    private const int LongestText = 500;

    public void Confirm(Guid promiseId, Guid gapId, long revision)
    {
        var (promise, gap, who) = Find(promiseId, gapId, revision);
        Write(gap, GapState.Complete, who, null);
        book.Say(promise, "tolerance.confirmed", $"{who}核对容缺材料“{gap.Name}”：已补齐");
        if (promise.Gaps.Any(g => g.Id != gapId && g.State != GapState.Complete))
        {
            book.Touch(promise);
            return;
        }

        book.Close(promise, PromiseState.Kept);
        book.Say(promise, "tolerance.kept", $"容缺材料已全部补齐（{promise.Number}）");
        book.Tell(book.Handlers(promise), promise, ToleranceNotices.Kept, $"/cases/details/{promise.CaseId}", ("who", who));
        book.TellApplicant(promise, ToleranceNotices.Kept, ("who", who));
    }

    /// <summary>Once the day has passed there is no handing in again: then the promise was not kept.</summary>
    public void SendBack(Guid promiseId, Guid gapId, long revision, string reason)
    {
        var (promise, gap, who) = Find(promiseId, gapId, revision);
        var words = reason.Trim();
        if (words.Length is 0 or > LongestText)
        {
            throw new InvalidInputException("reason", $"请写明哪里不符合要求，最多 {LongestText} 字。");
        }

        Write(gap, GapState.Missing, who, words);
        book.Touch(promise);
        book.Say(promise, "tolerance.sent-back", $"{who}退回补交的“{gap.Name}”", words);
        if (step.Now >= promise.DueAt)
        {
            lapse.Run(promiseId);
        }
        else
        {
            book.TellApplicant(promise, ToleranceNotices.SentBack, ("papers", gap.Name), ("reason", words));
        }
    }

    private (PromiseRow Promise, GapRow Gap, string Who) Find(Guid promiseId, Guid gapId, long revision)
    {
        var person = step.Actor.PersonId ?? throw new MissingException();
        var promise = book.Find(promiseId) ?? throw new MissingException();
        var right = GapCheckers.RightOf(step.Sql, step.TenantId, person, promise, step.Now) ?? throw new MissingException();
        ToleranceBook.RequireOpen(promise, revision);
        var gap = promise.Gaps.FirstOrDefault(g => g.Id == gapId) ?? throw new MissingException();
        return gap.State == GapState.HandedIn
            ? (promise, gap, right.Names(step.Actor.Name))
            : throw new ConflictException($"“{gap.Name}”现在是“{gap.Words}”，您的操作没有生效。");
    }

    private void Write(GapRow gap, GapState state, string who, string? sentBack) => step.Sql.Execute(
        "update tolerance_gap set state = @state, sent_back = @back, checked_at = @now, checked_by_name = @who where tenant_id = @tenant and id = @id",
        ("state", state), ("back", sentBack), ("now", step.Now), ("who", who), ("tenant", step.TenantId), ("id", gap.Id));
}
