using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Parts;
using Shown = ToyuFlow.Server.Layout.Parts.TimelineEntry;

namespace ToyuFlow.Server.Cases;

/// <summary>The course of a case as sentences: what happened, whose turn it is and for how long. Applicants get plain words without the office's inner remarks.</summary>
public sealed class CaseProgress(WorkingCalendar calendar, TimeProvider time, ApplicantPages pages, Texts texts)
{
    public Timeline Of(CaseFacts facts, IReadOnlyList<TimelineEntry> history, IReadOnlyList<CaseTask> tasks, bool forApplicant, PapersOwed? owed = null) => new(
    [
        .. history.Where(h => h.ForApplicant || !forApplicant).Select(h => new Shown(
            h.Sentence, h.At, forApplicant || h.IsAutomatic ? null : h.Who, h.IsAutomatic && !forApplicant, Opinion: h.Opinion)),
        .. tasks.Where(t => t.IsOpen).DistinctBy(t => forApplicant && !t.ForApplicant ? $"{t.Unit} {t.Title}" : t.Id.ToString()).Select(t => Turn(t, forApplicant)),
        .. owed is null ? Array.Empty<Shown>() : [new Shown(texts["轮到您了：补齐容缺材料，{0} 前。", Deadline.From(owed.DueAt).LastDay.Iso()], Mark: TimelineMark.Attention, ActionText: texts["去办理"], ActionHref: pages.Papers(owed.PromiseId))],
        .. forApplicant && owed is null && tasks.Any(t => t.IsOpen) && tasks.All(t => !t.IsOpen || !t.ForApplicant)
            ? [new Shown(texts["现在不需要您做什么，有结果会发消息告诉您。"], Mark: TimelineMark.Coming)]
            : Array.Empty<Shown>(),
        .. facts.Status == CaseStatus.Draft && forApplicant
            ? [new Shown(texts["这份申请还没有提交。填好表格和材料后请提交。"], Mark: TimelineMark.Attention, ActionText: texts["继续填写"], ActionHref: pages.Draft(facts.Id))]
            : Array.Empty<Shown>(),
    ]);

    public DueWords Due(CaseTask task) => task.IsHeld ? DueWords.Held : DueWords.Of(calendar, time.GetUtcNow(), task.DueAt, task.PromisedDueAt);

    private Shown Turn(CaseTask task, bool forApplicant)
    {
        var due = Due(task);
        var left = task.IsHeld ? "，" + texts["计时暂停"] : due.Text.Length > 0 ? "，" + due.Text : "";
        if (task.ForApplicant)
        {
            return forApplicant
                ? new Shown(texts["轮到您了：{0}{1}。", task.Title, left], Mark: TimelineMark.Attention, ActionText: texts["去办理"], ActionHref: pages.Task(task.Id))
                : new Shown(texts["等待申请人：{0}{1}。", task.Title, left], Mark: TimelineMark.Current);
        }

        return new Shown(
            forApplicant ? texts["{0}正在办理：{1}{2}。", task.Unit, task.Title, left] : texts["等待{0}（{1}）：{2}{3}。", task.Unit, task.Assignee ?? task.Post, task.Title, left],
            Mark: TimelineMark.Current);
    }
}
