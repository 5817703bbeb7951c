using System.Data.Common;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>The rows of clocks and of their segments, by plain statements of the step, since nearly every act on a case moves a clock.</summary>
internal sealed class ClockRows(Step step)
{
    private const string Columns =
        "k.id, k.case_id, k.code, k.name, k.statutory_limit, k.promised_limit, k.basis, k.started_at, k.due_at, k.promised_due_at, k.until_at, k.stopped_at, k.is_paused";

    /// <summary>Two may begin in the same instant; the one that lasts comes last.</summary>
    private const string InOrder = "s.starts_at, case when s.ends_at is null then 1 else 0 end, s.ends_at, s.id";

    private const string SegmentColumns = "s.id, s.clock_id, s.starts_at, s.ends_at, s.is_pause, s.reason, s.basis, s.who, s.notice_number";

    /// <param name="condition">A fixed text about the clock <c>k</c>, with what follows it.</param>
    public List<CaseClock> Clocks(string condition, params ReadOnlySpan<(string, object?)> values) =>
        step.Sql.List($"select {Columns} from case_clock k where k.tenant_id = @tenant and {condition}", Clock, [("tenant", step.TenantId), .. values]);

    /// <summary>The latest of a code, though it may have been stopped.</summary>
    public CaseClock? Latest(Guid caseId, string code) =>
        Clocks("k.case_id = @case and k.code = @code order by k.started_at desc, k.id desc limit 1", ("case", caseId), ("code", code)).FirstOrDefault();

    public List<ClockSegmentRow> Segments(Guid clockId) => step.Sql.List(
        $"select {SegmentColumns} from clock_segment s where s.tenant_id = @tenant and s.clock_id = @clock order by {InOrder}", Segment, ("tenant", step.TenantId), ("clock", clockId));

    /// <summary>Of all clocks that run, by clock.</summary>
    public ILookup<Guid, ClockSegmentRow> RunningSegments() => step.Sql.List(
        $"""
        select {SegmentColumns} from clock_segment s join case_clock k on k.tenant_id = s.tenant_id and k.id = s.clock_id and k.stopped_at is null and k.is_paused = @no
        where s.tenant_id = @tenant order by {InOrder}
        """,
        Segment, ("no", false), ("tenant", step.TenantId)).ToLookup(s => s.ClockId);

    public void Add(CaseClock clock) => step.Sql.Execute(
        """
        insert into case_clock (tenant_id, id, case_id, code, name, statutory_limit, promised_limit, basis, started_at, due_at, promised_due_at, until_at, stopped_at, is_paused)
        values (@tenant, @id, @case, @code, @name, @statutory, @promised, @basis, @started, @due, @promisedDue, @until, @stopped, @paused)
        """,
        ("tenant", step.TenantId), ("id", clock.Id), ("case", clock.CaseId), ("code", clock.Code), ("name", clock.Name), ("statutory", clock.StatutoryLimit),
        ("promised", clock.PromisedLimit), ("basis", clock.Basis), ("started", clock.StartedAt), ("due", clock.DueAt), ("promisedDue", clock.PromisedDueAt),
        ("until", clock.UntilAt), ("stopped", clock.StoppedAt), ("paused", clock.IsPaused));

    /// <summary>Of a clock only its limits, its dates and whether it runs ever change.</summary>
    public void Save(CaseClock clock) => step.Sql.Execute(
        """
        update case_clock set statutory_limit = @statutory, promised_limit = @promised, due_at = @due, promised_due_at = @promisedDue, stopped_at = @stopped, is_paused = @paused
        where tenant_id = @tenant and id = @id
        """,
        ("statutory", clock.StatutoryLimit), ("promised", clock.PromisedLimit), ("due", clock.DueAt), ("promisedDue", clock.PromisedDueAt), ("stopped", clock.StoppedAt),
        ("paused", clock.IsPaused), ("tenant", step.TenantId), ("id", clock.Id));

    public void Add(ClockSegmentRow segment) => step.Sql.Execute(
        """
        insert into clock_segment (tenant_id, id, clock_id, starts_at, ends_at, is_pause, reason, basis, who, notice_number)
        values (@tenant, @id, @clock, @from, @until, @pause, @reason, @basis, @who, @notice)
        """,
        ("tenant", step.TenantId), ("id", segment.Id), ("clock", segment.ClockId), ("from", segment.StartsAt), ("until", segment.EndsAt), ("pause", segment.IsPause),
        ("reason", segment.Reason), ("basis", segment.Basis), ("who", segment.Who), ("notice", segment.NoticeNumber));

    public void Close(Guid segmentId, DateTimeOffset at) => step.Sql.Execute(
        "update clock_segment set ends_at = @at where tenant_id = @tenant and id = @id", ("at", at), ("tenant", step.TenantId), ("id", segmentId));

    private static CaseClock Clock(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        CaseId = row.GetGuid(1),
        Code = row.GetString(2),
        Name = row.GetString(3),
        StatutoryLimit = row.GetString(4),
        PromisedLimit = row.TextOrNull(5),
        Basis = row.GetString(6),
        StartedAt = row.Instant(7),
        DueAt = row.Instant(8),
        PromisedDueAt = row.InstantOrNull(9),
        UntilAt = row.InstantOrNull(10),
        StoppedAt = row.InstantOrNull(11),
        IsPaused = row.GetBoolean(12),
    };

    private static ClockSegmentRow Segment(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        ClockId = row.GetGuid(1),
        StartsAt = row.Instant(2),
        EndsAt = row.InstantOrNull(3),
        IsPause = row.GetBoolean(4),
        Reason = row.GetString(5),
        Basis = row.GetString(6),
        Who = row.GetString(7),
        NoticeNumber = row.TextOrNull(8),
    };
}
