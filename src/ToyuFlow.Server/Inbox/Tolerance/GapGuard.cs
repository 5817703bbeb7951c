using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>What a promise forbids when a task is decided: the result before the gap is closed, and an ordinary acceptance of an application that is not complete.</summary>
public sealed class GapGuard(Step step, PackCatalog packs)
{
    public static bool Concerns(TaskSpec spec) => spec.Tolerance is not null || spec.WithholdsOnGap;

    public void Require(Guid caseId, TaskSpec spec, TaskAction action)
    {
        var promise = PromiseRow.OfCase(step.Sql, step.TenantId, caseId);
        if (spec.WithholdsOnGap && action.Voice == Vote.Yes && promise is not null && Withheld(promise) is { } why)
        {
            throw new InvalidInputException("action", $"{why}，不能“{action.Label}”。您填写的意见已保留；仍可以退回，或者写明理由作出不予的决定。");
        }

        if (spec.Tolerance?.Outcome == action.Code && promise is null
            && TolerablePaper.Of(step.Sql, packs[step.TenantId], step.TenantId, caseId).Where(p => p.IsMissing).Select(p => p.Name).ToList() is { Count: > 0 } missing)
        {
            throw new InvalidInputException("action", $"缺少{string.Join("、", missing)}，不能直接“{action.Label}”。申请人承诺补齐的，请办理容缺受理；否则请一次性告知补正。");
        }
    }

    private static string? Withheld(PromiseRow promise) => promise.State switch
    {
        PromiseState.Open => $"容缺受理（{promise.Number}）的材料还没有补齐：{string.Join("、", promise.Gaps.Where(g => g.State != GapState.Complete).Select(g => g.Name))}，补齐期限 {Deadline.From(promise.DueAt).LastDay:yyyy-MM-dd}",
        PromiseState.Broken => $"申请人没有在 {Deadline.From(promise.DueAt).LastDay:yyyy-MM-dd} 前履行容缺承诺（{promise.Number}）",
        _ => null,
    };
}
