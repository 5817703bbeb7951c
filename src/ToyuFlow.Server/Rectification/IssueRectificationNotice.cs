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

/// <summary>Numbers and issues the 责令限期整改通知书; how long may be taken is the county's parameter for the severity. Runs inside a step.</summary>
public sealed class IssueRectificationNotice(ToyuDb db, Step step, PackCatalog packs, WorkingCalendar calendar, Numbering numbering, CaseHistory history, Notify notify, AuditTrail audit)
{
    public async Task<RectificationRecord> RunAsync(Guid caseId, Guid visitId, CancellationToken cancellationToken)
    {
        var visit = await db.Set<InspectionVisit>().FirstAsync(v => v.Id == visitId, cancellationToken);
        var severity = visit.Severity ?? throw new InvalidOperationException("这次检查没有发现问题。");
        var due = calendar.Due(step.Now, packs[step.TenantId].Limit(severity.LimitCode()));
        var record = new RectificationRecord
        {
            Id = step.NewId(),
            CaseId = caseId,
            VisitId = visit.Id,
            InstitutionId = visit.InstitutionId,
            Role = visit.Role,
            UnitName = visit.UnitName,
            NoticeNumber = numbering.Next("rectification", "托育责改〔{year}〕{n:0000}号"),
            Severity = severity,
            Requirement = visit.Opinion,
            IssuedBy = visit.Inspector,
            IssuedAt = step.Now,
        };
        record.Issue(due.At);
        db.Add(record);
        await db.SaveChangesAsync(cancellationToken);
        var lastDay = due.LastDay.Written();
        history.Say(caseId, $"{record.UnitName}发出责令限期整改通知书 {record.NoticeNumber}，请在 {lastDay} 前完成整改并提交整改情况。", automatic: true);
        notify.Operators(visit.InstitutionId, RectificationNotices.Issued.Say(("number", record.NoticeNumber), ("unit", record.UnitName), ("count", $"{visit.Failures}"), ("day", lastDay)), $"/rectification/details/{record.Id}", caseId);
        audit.Record("rectification.issued", "rectification", record.Id.ToString(), caseId, record.NoticeNumber);
        return record;
    }
}
