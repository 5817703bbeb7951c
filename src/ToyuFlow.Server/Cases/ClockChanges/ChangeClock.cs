using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Cases.ClockChanges;

/// <summary>挂起计时 and 延期: asked by an officer, decided by the head of the unit, told to the applicant. A pause ends by itself and says so.</summary>
public sealed class ChangeClock(
    ToyuDb db, Step step, CaseClocks clocks, MoveClock move, CaseHold hold, CaseHistory history, Numbering numbering, Timers timers, WorkingCalendar calendar, Notify notify, AuditTrail audit)
{
    public const string EndTimer = "clock-pause-end";

    private const int LongestText = 500;

    public async Task AskAsync(ClockChangeOrder order, CancellationToken cancellationToken)
    {
        hold.RequireNone(order.CaseId);
        var clock = await RunningAsync(order.CaseId, order.ClockCode, cancellationToken);
        Check(order);
        var unit = UnitOfActor(order.CaseId);
        var heads = UnitHeads.Of(step.Sql, step.TenantId, unit).Where(h => h.PersonId != step.Actor.PersonId).ToList();
        if (heads.Count == 0)
        {
            throw new ConflictException("本单位没有另一位负责人可以决定，申请没有提交。请系统管理员先设置负责人。");
        }

        var earlier = await db.Set<ClockChange>().Where(c => c.CaseId == order.CaseId && c.ClockCode == order.ClockCode).AsNoTracking().ToListAsync(cancellationToken);
        if (earlier.Exists(c => c.Status == ClockChangeStatus.Asked))
        {
            throw new ConflictException("这项时限已有一份申请在等负责人决定，决定之后才能再提。");
        }

        RequireAllowed(order, clock, earlier);
        var change = new ClockChange
        {
            Id = step.NewId(),
            CaseId = order.CaseId,
            ClockCode = clock.Code,
            ClockName = clock.Name,
            Kind = order.Kind,
            Days = order.Days,
            Basis = order.Kind == ClockChangeKind.Pause ? ClockBases.Words(order.Basis, order.LocalBasis) : "行政许可法第四十二条",
            Reason = order.Reason.Trim(),
            UnitId = unit,
            AskedBy = step.Actor.PersonId!.Value,
            AskedByName = step.Actor.Name,
            AskedAt = step.Now,
        };
        db.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        history.Say(change.CaseId, $"{step.Actor.Name}申请{Words(change)}", forApplicant: false, change.Reason);
        audit.Record("clock.asked", "case", change.CaseId.ToString(), change.CaseId, Words(change));
        foreach (var head in heads)
        {
            notify.Person(head.PersonId, CaseNotices.ClockAsked.Say(("who", step.Actor.Name), ("what", Words(change))), "/cases/clockchanges", change.CaseId);
        }
    }

    /// <summary>The head's decision; another person than who asked.</summary>
    public async Task DecideAsync(Guid id, bool agrees, string opinion, CancellationToken cancellationToken)
    {
        var change = await FindAsync(id, cancellationToken);
        if (!IsHead(change.UnitId))
        {
            throw new MissingException();
        }

        if (change.AskedBy == step.Actor.PersonId)
        {
            throw new ForbiddenException("申请人自己不能决定，须由本单位另一位负责人决定。");
        }

        if (change.Status != ClockChangeStatus.Asked)
        {
            throw new ConflictException($"这份申请已由{change.DecidedByName}决定。");
        }

        if (opinion.Trim().Length > LongestText || (!agrees && opinion.Trim().Length == 0))
        {
            throw new InvalidInputException("opinion", $"不同意时要写明理由，最多 {LongestText} 字。");
        }

        hold.RequireNone(change.CaseId);
        (change.Status, change.DecidedByName, change.DecidedAt, change.Opinion) = (agrees ? ClockChangeStatus.Approved : ClockChangeStatus.Refused, step.Actor.Name, step.Now, opinion.Trim());
        if (agrees)
        {
            CarryOut(change);
        }
        else
        {
            history.Say(change.CaseId, $"{step.Actor.Name}不同意{Words(change)}", forApplicant: false, opinion.Trim());
        }

        Save(change);
        audit.Record(agrees ? "clock.approved" : "clock.refused", "case", change.CaseId.ToString(), change.CaseId, Words(change));
        notify.Person(change.AskedBy, (agrees ? CaseNotices.ClockApproved : CaseNotices.ClockRefused).Say(("who", step.Actor.Name), ("what", Words(change))), $"/cases/details/{change.CaseId}", change.CaseId);
    }

    /// <summary>What the pause was for is done, or its time is up.</summary>
    public async Task EndPauseAsync(Guid id, CancellationToken cancellationToken)
    {
        var change = await FindAsync(id, cancellationToken);
        var isAutomatic = step.Actor.IsSystem;
        if (!isAutomatic && change.AskedBy != step.Actor.PersonId && !IsHead(change.UnitId))
        {
            throw new MissingException();
        }

        if (change is not { Kind: ClockChangeKind.Pause, Status: ClockChangeStatus.Approved })
        {
            throw new ConflictException("这次挂起已经结束。");
        }

        hold.RequireNone(change.CaseId);
        change.Status = ClockChangeStatus.Ended;
        Save(change);
        timers.Remove(id, EndTimer);
        var moved = clocks.Resume(change.CaseId, change.ClockCode, isAutomatic ? "挂起期满" : "挂起事由已完成", isAutomatic ? LastMoment(change) : null);
        if (moved is null)
        {
            // The case was decided or withdrawn meanwhile: nothing goes on, and nobody is told that it does.
            return;
        }

        move.Follow(moved);
        history.Say(change.CaseId, $"“{change.ClockName}”恢复计时（{(isAutomatic ? "挂起期满，系统自动恢复" : "挂起事由已完成")}）。", forApplicant: true, automatic: isAutomatic);
        audit.Record("clock.resumed", "case", change.CaseId.ToString(), change.CaseId, change.ClockName);
        if (isAutomatic)
        {
            notify.Person(change.AskedBy, CaseNotices.ClockResumed.Say(("clock", change.ClockName)), $"/cases/details/{change.CaseId}", change.CaseId);
        }
    }

    /// <summary>A pause whose end came while the case was held has lasted until now.</summary>
    public Task LastUntilNowAsync(Guid caseId, CancellationToken cancellationToken) => db.Set<ClockChange>()
        .Where(c => c.CaseId == caseId && c.Kind == ClockChangeKind.Pause && c.Status == ClockChangeStatus.Approved && c.EndsAt < step.Now)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.EndsAt, step.Now), cancellationToken);

    private void CarryOut(ClockChange change)
    {
        change.NoticeNumber = numbering.Next("clock-change", "时限〔{year}〕{n:0000}号");
        var (moved, days) = change.Kind == ClockChangeKind.Pause ? (Pause(change), change.Days) : (clocks.Extend(change.CaseId, change.ClockCode, change.Days), 0);
        move.Follow(moved ?? throw new ConflictException($"“{change.ClockName}”现在没有在计时（正在等申请人补正，或者已经办结），不能批准；您可以不同意这份申请。"), days);
        history.Say(change.CaseId, $"经负责人批准，{Words(change)}（{change.NoticeNumber}）。依据：{change.Basis}。理由：{change.Reason}", forApplicant: true);
        var (institution, number) = step.Sql.Single(
            "select institution_id, number from case_file where tenant_id = @tenant and id = @id", row => Tuple.Create(row.GetGuid(0), row.GetString(1)), ("tenant", step.TenantId), ("id", change.CaseId))!;
        notify.Operators(institution, CaseNotices.ClockChanged.Say(("number", number), ("what", Words(change)), ("basis", change.Basis), ("reason", change.Reason)), $"/cases/details/{change.CaseId}", change.CaseId);
    }

    private MovedClock? Pause(ClockChange change)
    {
        change.EndsAt = calendar.Due(step.Now, Limit.WorkingDays(change.Days)).At;
        timers.Set(EndTimer, change.Id, change.EndsAt.Value);
        return clocks.Pause(change.CaseId, change.ClockCode, change.Reason, change.Basis, change.NoticeNumber);
    }

    /// <summary>Still on the last day that is not counted, so that the next one is.</summary>
    private static DateTimeOffset LastMoment(ClockChange change) => change.EndsAt!.Value.AddMilliseconds(-1);

    private async Task<ClockChange> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<ClockChange>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new MissingException();

    /// <summary>What was asked stays as it was; only what becomes of it is written.</summary>
    private void Save(ClockChange change) => step.Sql.Execute(
        """
        update clock_change set status = @status, decided_by_name = @who, decided_at = @at, opinion = @opinion, notice_number = @number, ends_at = @ends
        where tenant_id = @tenant and id = @id
        """,
        ("status", change.Status), ("who", change.DecidedByName), ("at", change.DecidedAt), ("opinion", change.Opinion), ("number", change.NoticeNumber), ("ends", change.EndsAt),
        ("tenant", step.TenantId), ("id", change.Id));

    private async Task<CaseClock> RunningAsync(Guid caseId, string code, CancellationToken cancellationToken) =>
        await db.Set<CaseClock>().AsNoTracking().FirstOrDefaultAsync(c => c.CaseId == caseId && c.Code == code && c.StoppedAt == null && !c.IsPaused, cancellationToken)
        ?? throw new ConflictException("这项时限没有在计时，不能挂起或延期。");

    private static void Check(ClockChangeOrder order)
    {
        var errors = new List<FieldError>();
        var most = order.Kind == ClockChangeKind.Extend ? ClockBases.MostDaysMore : ClockBases.LongestPause;
        if (order.Days < 1 || order.Days > most)
        {
            errors.Add(new FieldError("days", $"天数应为 1 到 {most} 个工作日。"));
        }

        if (order.Reason.Trim().Length is < 4 or > LongestText)
        {
            errors.Add(new FieldError("reason", $"请写明理由，4 到 {LongestText} 字；批准后会告知申请人。"));
        }

        if (order.Kind == ClockChangeKind.Pause && order.Basis != ClockBases.Local && !ClockBases.OfLaw.Contains(order.Basis))
        {
            errors.Add(new FieldError("basis", "请选择挂起的依据。"));
        }

        if (order.Kind == ClockChangeKind.Pause && order.Basis == ClockBases.Local && order.LocalBasis.Trim().Length is < 4 or > LongestText)
        {
            errors.Add(new FieldError("localBasis", "选择本地规定时，请写明文件名称、文号和条款。"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    private void RequireAllowed(ClockChangeOrder order, CaseClock clock, List<ClockChange> earlier)
    {
        if (order.Kind != ClockChangeKind.Extend)
        {
            return;
        }

        if ((clock.PromisedDueAt ?? clock.DueAt) <= step.Now)
        {
            throw new ConflictException("已经超期，不能再申请延期；延期应在期满之前提出。");
        }

        if (Limit.Parse(clock.StatutoryLimit).Unit != LimitUnit.WorkingDay
            || earlier.Exists(c => c is { Kind: ClockChangeKind.Extend, Status: ClockChangeStatus.Approved }))
        {
            throw new ConflictException("这项时限已经延长过一次，或者不按工作日计算，不能再延长。");
        }
    }

    private Guid UnitOfActor(Guid caseId) => step.Sql.List(
        """
        select p.unit_id from post_holder h join post p on p.tenant_id = h.tenant_id and p.id = h.post_id
        join case_unit u on u.tenant_id = p.tenant_id and u.unit_id = p.unit_id and u.case_id = @case
        where h.tenant_id = @tenant and h.person_id = @person order by p.unit_id
        """,
        row => row.GetGuid(0), ("case", caseId), ("tenant", step.TenantId), ("person", step.Actor.PersonId)) is [var unit, ..] ? unit : throw new MissingException();

    private bool IsHead(Guid unitId) => UnitHeads.Of(step.Sql, step.TenantId, unitId).Any(h => h.PersonId == step.Actor.PersonId);

    public static string Words(ClockChange change) => change.Kind == ClockChangeKind.Pause
        ? $"“{change.ClockName}”挂起计时 {change.Days} 个工作日"
        : $"“{change.ClockName}”延长 {change.Days} 个工作日";
}

/// <param name="Basis">One of <see cref="ClockBases.OfLaw"/> or <see cref="ClockBases.Local"/>; means nothing for an extension.</param>
/// <param name="LocalBasis">The rule's name where it is a local one.</param>
public sealed record ClockChangeOrder(Guid CaseId, string ClockCode, ClockChangeKind Kind, int Days, string Basis, string LocalBasis, string Reason);
