using System.Data.Common;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>A promise with its gaps as it is read; pages show it, acts are checked against it.</summary>
public sealed record PromiseRow(Guid Id, string Number, Guid CaseId, PromiseState State, DateTimeOffset AcceptedAt, DateTimeOffset DueAt)
{
    public Guid InstitutionId { get; init; }

    public string Institution { get; init; } = "";

    public string CaseNumber { get; init; } = "";

    public string CaseTitle { get; init; } = "";

    public CaseStatus CaseStatus { get; init; }

    public Guid AcceptedBy { get; init; }

    public string AcceptedByName { get; init; } = "";

    public Guid UnitId { get; init; }

    public string Unit { get; init; } = "";

    public Guid? PostId { get; init; }

    public long Revision { get; init; }

    public IReadOnlyList<GapRow> Gaps { get; init; } = [];

    /// <summary>Still owed, and of use: the case may end while it is.</summary>
    public bool IsOpen => State == PromiseState.Open && CaseStatus is CaseStatus.Submitted or CaseStatus.Correcting or CaseStatus.Accepted;

    /// <summary>Time is left to hand in.</summary>
    public bool MayHandIn(DateTimeOffset now) => IsOpen && now < DueAt && Gaps.Any(g => g.State != GapState.Complete);

    public string Names => string.Join("、", Gaps.Select(g => g.Name));

    /// <summary>As a key of the texts.</summary>
    public string Words => this switch
    {
        { State: PromiseState.Kept } => "已补齐",
        { State: PromiseState.Broken } => "未按期补齐",
        { IsOpen: true } => "待补齐",
        _ => "案件已结束",
    };

    public static PromiseRow? Find(Sql sql, string tenantId, Guid id) => One(sql, tenantId, "p.id = @of", id);

    public static PromiseRow? OfCase(Sql sql, string tenantId, Guid caseId) => One(sql, tenantId, "p.case_id = @of", caseId);

    /// <summary>The promise that the institution broke last; null when it broke none.</summary>
    public static PromiseRow? BrokenBy(Sql sql, string tenantId, Guid institutionId) => One(sql, tenantId, "p.institution_id = @of and p.state = 'Broken' order by p.due_at desc limit 1", institutionId);

    private static PromiseRow? One(Sql sql, string tenantId, string where, Guid of)
    {
        var found = sql.Single(
            $"""
            select p.id, p.number, p.case_id, p.state, p.accepted_at, p.due_at, p.institution_id, i.name, c.number, c.title, c.status, p.accepted_by, p.accepted_by_name, p.unit_id, u.name,
                p.post_id, p.revision
            from tolerance_promise p
            join case_file c on c.tenant_id = p.tenant_id and c.id = p.case_id
            join institution i on i.tenant_id = p.tenant_id and i.id = p.institution_id
            join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
            where p.tenant_id = @tenant and {where}
            """,
            Read, ("tenant", tenantId), ("of", of));
        return found is null ? null : found with { Gaps = GapRow.Of(sql, tenantId, found.Id) };
    }

    private static PromiseRow Read(DbDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.Named<PromiseState>(3), row.Instant(4), row.Instant(5))
    {
        InstitutionId = row.GetGuid(6),
        Institution = row.GetString(7),
        CaseNumber = row.GetString(8),
        CaseTitle = row.GetString(9),
        CaseStatus = row.Named<CaseStatus>(10),
        AcceptedBy = row.GetGuid(11),
        AcceptedByName = row.GetString(12),
        UnitId = row.GetGuid(13),
        Unit = row.GetString(14),
        PostId = row.GuidOrNull(15),
        Revision = row.GetInt64(16),
    };
}

public sealed record GapRow(Guid Id, string Code, string Name, string Problem, GapState State)
{
    public DateTimeOffset? HandedInAt { get; init; }

    public string? SentBack { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    public string? CheckedByName { get; init; }

    /// <summary>As a key of the texts.</summary>
    public string Words => State switch
    {
        GapState.Missing => SentBack is null ? "未补交" : "已退回，请重新补交",
        GapState.HandedIn => "已补交，待核对",
        _ => "已补齐",
    };

    public static List<GapRow> Of(Sql sql, string tenantId, Guid promiseId) => sql.List(
        "select id, code, name, problem, state, handed_in_at, sent_back, checked_at, checked_by_name from tolerance_gap where tenant_id = @tenant and promise_id = @promise order by place",
        row => new GapRow(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Named<GapState>(4))
        {
            HandedInAt = row.InstantOrNull(5),
            SentBack = row.TextOrNull(6),
            CheckedAt = row.InstantOrNull(7),
            CheckedByName = row.TextOrNull(8),
        },
        ("tenant", tenantId), ("promise", promiseId));
}
