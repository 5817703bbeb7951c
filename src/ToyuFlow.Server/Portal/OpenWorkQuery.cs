using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>A step of a case that waits for somebody: the applicant or a unit.</summary>
public sealed record OpenWork(Guid TaskId, Guid CaseId, Guid InstitutionId, string InstitutionName, string CaseNumber, string CaseTitle, string Title, string StepCode, bool IsMine, string? UnitName, DateTimeOffset DueAt, DateTimeOffset? PromisedDueAt)
{
    public string Href => $"/portal/task/{TaskId}";

    public DueWords Due(WorkingCalendar calendar, DateTimeOffset now) => DueWords.Of(calendar, now, DueAt, PromisedDueAt);
}

/// <summary>Whose turn it is: the open tasks of cases.</summary>
public sealed class OpenWorkQuery(ToyuDb db)
{
    public Task<List<OpenWork>> OfCasesAsync(IReadOnlyCollection<Guid> caseIds, CancellationToken cancellationToken) =>
        Rows(db.Set<WorkTask>().Where(t => caseIds.Contains(t.CaseId))).ToListAsync(cancellationToken);

    /// <summary>What the operators of these institutions have to do, the most urgent first.</summary>
    public Task<List<OpenWork>> ForApplicantsAsync(IReadOnlyCollection<Guid> institutionIds, CancellationToken cancellationToken) =>
        Rows(db.Set<WorkTask>().Where(t => institutionIds.Contains(t.InstitutionId) && t.ForApplicant)).ToListAsync(cancellationToken);

    private IQueryable<OpenWork> Rows(IQueryable<WorkTask> tasks) =>
        from t in tasks
        where t.Status == WorkTaskStatus.Open
        join c in db.Set<Case>() on t.CaseId equals c.Id
        join u in db.Set<Unit>() on t.UnitId equals (Guid?)u.Id into units
        from unit in units.DefaultIfEmpty()
        orderby t.DueAt, t.Id
        select new OpenWork(t.Id, t.CaseId, t.InstitutionId, t.InstitutionName, t.CaseNumber, c.Title, t.Title, t.StepCode, t.ForApplicant, unit!.Name, t.DueAt, t.PromisedDueAt);
}
