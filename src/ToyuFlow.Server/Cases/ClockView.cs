using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>A limit of a case with its ledger: how it stands, what it was counted from, and the rule that it comes from.</summary>
public sealed record ClockView(string Name, Limit Statutory, Limit? Promised, DateTimeOffset StartedAt, DueWords Due, ClockCount? Count, IReadOnlyList<ClockSegment> Segments)
{
    /// <summary>Code of the pack's deadlines.</summary>
    public string Code { get; init; } = "";

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? PromisedDueAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>延续: when the permit that is to be renewed ends.</summary>
    public DateTimeOffset? UntilAt { get; init; }

    /// <summary>The rule as it was when the clock was started.</summary>
    public string Basis { get; init; } = "";

    /// <summary>The rule as the pack states it today, with the words of the document.</summary>
    public DeadlineRule? Rule { get; init; }
}

/// <summary>Reads the clocks of a case and counts them on the calendar.</summary>
public sealed class ClockReader(WorkingCalendar calendar, TimeProvider time, Texts texts)
{
    public IReadOnlyList<ClockView> Read(Sql sql, string tenantId, Guid caseId, PolicyPack pack)
    {
        var segments = sql.List(
            """
            select s.clock_id, s.starts_at, s.ends_at, s.is_pause, s.reason, s.basis, s.who, s.notice_number
            from clock_segment s join case_clock c on c.tenant_id = s.tenant_id and c.id = s.clock_id
            where c.tenant_id = @tenant and c.case_id = @case order by s.starts_at, case when s.ends_at is null then 1 else 0 end, s.ends_at, s.id
            """,
            row => (Clock: row.GetGuid(0), Segment: new ClockSegment(row.Instant(1), row.InstantOrNull(2), !row.GetBoolean(3), row.GetString(4), row.GetString(5), row.GetString(6), row.TextOrNull(7))),
            ("tenant", tenantId), ("case", caseId)).ToLookup(s => s.Clock, s => s.Segment);
        return sql.List(
            """
            select id, code, name, statutory_limit, promised_limit, basis, started_at, due_at, promised_due_at, stopped_at, is_paused, until_at
            from case_clock where tenant_id = @tenant and case_id = @case order by started_at, id
            """,
            row =>
            {
                IReadOnlyList<ClockSegment> own = [.. segments[row.GetGuid(0)]];
                var view = new ClockView(row.GetString(2), Limit.Parse(row.GetString(3)), row.TextOrNull(4) is { } p ? Limit.Parse(p) : null, row.Instant(6), DueWords.None, Count(own), own)
                {
                    Code = row.GetString(1),
                    DueAt = row.Instant(7),
                    PromisedDueAt = row.InstantOrNull(8),
                    StoppedAt = row.InstantOrNull(9),
                    IsPaused = row.GetBoolean(10),
                    UntilAt = row.InstantOrNull(11),
                    Basis = row.GetString(5),
                    Rule = pack.Deadlines.FirstOrDefault(d => d.Code == row.GetString(1)),
                };
                return view with { Due = Words(view) };
            },
            ("tenant", tenantId), ("case", caseId));
    }

    private DueWords Words(ClockView clock) => clock switch
    {
        { StoppedAt: { } stopped } when stopped >= clock.DueAt => new DueWords(DueLight.PastLaw, texts["超过法定时限后结束"]),
        { StoppedAt: { } stopped, PromisedDueAt: { } promised } when stopped >= promised => new DueWords(DueLight.PastPromise, texts["超过承诺时限后结束"]),
        { StoppedAt: not null } => new DueWords(DueLight.Finished, texts["按时完成"]),
        { IsPaused: true } => new DueWords(DueLight.Paused, clock.Segments.Count > 0 ? clock.Segments[^1].Reason : ""),
        _ => DueWords.Of(calendar, time.GetUtcNow(), clock.DueAt, clock.PromisedDueAt),
    };

    private ClockCount? Count(IReadOnlyList<ClockSegment> segments) =>
        segments.Count == 0 ? null : ClockLedger.FromSegments(segments).WorkingDays(calendar, time.GetUtcNow());
}
