using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Rectification;

/// <summary>Moves a rectification by what was decided about it; the rules are the record's own. Runs inside a step.</summary>
public sealed class RectificationBook(ToyuDb db, Step step, PackCatalog packs, WorkingCalendar calendar, CaseHistory history, Notify notify, AuditTrail audit)
{
    /// <summary>Field of the tasks in which a new deadline is entered.</summary>
    public const string NewDueField = "newDue";

    public Task<RectificationRecord> OfCaseAsync(Guid caseId, CancellationToken cancellationToken) =>
        db.Set<RectificationRecord>().FirstAsync(r => r.CaseId == caseId, cancellationToken);

    public async Task SubmitAsync(RectificationRecord record, string measures, CancellationToken cancellationToken)
    {
        record.Submit(measures, step.Now);
        await SaveAsync(record, "submitted", cancellationToken);
    }

    public async Task AskExtensionAsync(RectificationRecord record, string reason, CancellationToken cancellationToken)
    {
        if (!record.MayAskExtension(step.Now))
        {
            throw new InvalidInputException("action", record.ExtensionAskedAt is null ? "整改期限已过，不能申请延期，请尽快提交整改情况。" : "只能申请一次延期，本件已经申请过。");
        }

        record.AskExtension(reason, step.Now);
        await SaveAsync(record, "extension-asked", cancellationToken);
    }

    public async Task GrantExtensionAsync(RectificationRecord record, JsonObject? decision, CancellationToken cancellationToken)
    {
        var lastDay = NewDue(decision, DateOf(record.DueAt), "延长后的期限应晚于原来的期限");
        record.DecideExtension(BeijingTime.EndOf(lastDay));
        history.Say(record.CaseId, $"同意延期，整改期限延至 {lastDay.Written()}。", automatic: true);
        await SaveAsync(record, "extended", cancellationToken);
    }

    public async Task RefuseExtensionAsync(RectificationRecord record, CancellationToken cancellationToken)
    {
        record.DecideExtension(null);
        await SaveAsync(record, "extension-refused", cancellationToken);
    }

    /// <returns>Whether the lead department has to step in.</returns>
    public async Task<bool> FailAsync(RectificationRecord record, CancellationToken cancellationToken)
    {
        var due = calendar.Due(step.Now, packs[step.TenantId].Limit(record.Severity.LimitCode()));
        var tooOften = record.Fail(due.At);
        history.Say(record.CaseId, tooOften ? $"已 {record.Failures} 次复查不合格，转牵头部门督办。" : $"请继续整改，新的期限是 {due.LastDay.Written()}。", automatic: true);
        await SaveAsync(record, "recheck-failed", cancellationToken);
        return tooOften;
    }

    /// <summary>The lead department sets a new deadline.</summary>
    public async Task RenewAsync(RectificationRecord record, JsonObject? decision, CancellationToken cancellationToken)
    {
        var lastDay = NewDue(decision, DateOf(step.Now), "新的整改期限应在今天之后");
        record.Renew(BeijingTime.EndOf(lastDay));
        history.Say(record.CaseId, $"督办后重新定限，请在 {lastDay.Written()} 前完成整改。", automatic: true);
        notify.Operators(record.InstitutionId, RectificationNotices.Supervised.Say(("number", record.NoticeNumber), ("day", lastDay.Written())), $"/rectification/details/{record.Id}", record.CaseId);
        await SaveAsync(record, "renewed", cancellationToken);
    }

    public async Task OverdueAsync(RectificationRecord record, CancellationToken cancellationToken)
    {
        record.Overdue(step.Now);
        history.Say(record.CaseId, "整改期限已过，还没有收到整改情况，已转牵头部门督办；请尽快完成整改并提交。", automatic: true);
        notify.Operators(record.InstitutionId, RectificationNotices.Overdue.Say(("number", record.NoticeNumber)), $"/rectification/details/{record.Id}", record.CaseId);
        await SaveAsync(record, "overdue", cancellationToken);
    }

    public async Task EndAsync(RectificationRecord record, bool referred, CancellationToken cancellationToken)
    {
        record.End(referred, step.Now);
        if (!referred)
        {
            foreach (var finding in await db.Set<InspectionFinding>().Where(f => f.VisitId == record.VisitId && f.ClosedAt == null).ToListAsync(cancellationToken))
            {
                finding.ClosedAt = step.Now;
            }
        }

        await SaveAsync(record, referred ? "referred" : "closed", cancellationToken);
    }

    private async Task SaveAsync(RectificationRecord record, string what, CancellationToken cancellationToken)
    {
        audit.Record($"rectification.{what}", "rectification", record.Id.ToString(), record.CaseId, record.NoticeNumber);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static DateOnly NewDue(JsonObject? decision, DateOnly after, string rule)
    {
        var text = decision?["answers"]?[NewDueField] is JsonValue value && value.TryGetValue<string>(out var entered) ? entered : "";
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day > after
            ? day
            : throw new InvalidInputException($"field-{NewDueField}", $"{rule}（{after.Written()}）。");
    }

    private static DateOnly DateOf(DateTimeOffset end) => BeijingTime.DateOf(end.AddTicks(-1));
}
