using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases.ClockChanges;

/// <summary>Reads requests about clocks: those of a case, and those that wait for the signed-in head.</summary>
public sealed class ClockChangeList(DatabaseReader reader, CurrentUser user, HeadedUnits headed)
{
    private const int Shown = 50;

    private const string Columns =
        """
        select r.id, r.case_id, c.number, i.name, r.clock_name, r.kind, r.days, r.basis, r.reason, r.asked_by, r.asked_by_name, r.asked_at, r.status, r.decided_by_name, r.decided_at, r.opinion, r.ends_at, r.unit_id
        from clock_change r join case_file c on c.tenant_id = r.tenant_id and c.id = r.case_id join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
        """;

    /// <summary>What the person has to decide, the oldest first, and what was decided lately.</summary>
    public IReadOnlyList<ClockChangeLine> ForHead() => reader.Read(sql => headed.Ids.SelectMany(unit => sql.List(
            $"{Columns} where r.tenant_id = @tenant and r.unit_id = @unit order by case when r.status = 'Asked' then 0 else 1 end, r.asked_at desc limit {Shown}",
            Row, ("tenant", user.TenantId), ("unit", unit))).ToList())
        .OrderBy(l => l.Status == ClockChangeStatus.Asked ? 0 : 1).ThenByDescending(l => l.AskedAt).Take(Shown).ToList();

    /// <summary>How many wait for the person.</summary>
    public int CountMine() => headed.Ids.Count == 0 ? 0 : reader.Read(sql => headed.Ids.Sum(unit => (int)sql.Scalar<long>(
        "select count(*) from clock_change where tenant_id = @tenant and unit_id = @unit and status = 'Asked' and asked_by <> @person",
        ("tenant", user.TenantId), ("unit", unit), ("person", user.PersonId))));

    public IReadOnlyList<ClockChangeLine> OfCase(Guid caseId) => reader.Read(sql => sql.List(
        $"{Columns} where r.tenant_id = @tenant and r.case_id = @case order by r.asked_at", Row, ("tenant", user.TenantId), ("case", caseId)));

    public bool MayDecide(ClockChangeLine line) => line.Status == ClockChangeStatus.Asked && line.AskedBy != user.PersonId && headed.Ids.Contains(line.UnitId);

    public bool MayEnd(ClockChangeLine line) =>
        line is { Kind: ClockChangeKind.Pause, Status: ClockChangeStatus.Approved } && (line.AskedBy == user.PersonId || headed.Ids.Contains(line.UnitId));

    private static ClockChangeLine Row(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Named<ClockChangeKind>(5), row.GetInt32(6), row.Named<ClockChangeStatus>(12))
    {
        Basis = row.GetString(7),
        Reason = row.GetString(8),
        AskedBy = row.GetGuid(9),
        AskedByName = row.GetString(10),
        AskedAt = row.Instant(11),
        DecidedByName = row.TextOrNull(13),
        DecidedAt = row.InstantOrNull(14),
        Opinion = row.TextOrNull(15),
        EndsAt = row.InstantOrNull(16),
        UnitId = row.GetGuid(17),
    };
}

/// <summary>A request with the case that it is about.</summary>
public sealed record ClockChangeLine(Guid Id, Guid CaseId, string CaseNumber, string Institution, string ClockName, ClockChangeKind Kind, int Days, ClockChangeStatus Status)
{
    public string Basis { get; init; } = "";

    public string Reason { get; init; } = "";

    public Guid AskedBy { get; init; }

    public string AskedByName { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string? DecidedByName { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Opinion { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public Guid UnitId { get; init; }

    /// <summary>A key of the texts.</summary>
    public string StatusWord => Status switch
    {
        ClockChangeStatus.Asked => "等待负责人决定",
        ClockChangeStatus.Approved => "已批准",
        ClockChangeStatus.Refused => "未批准",
        _ => "已结束",
    };
}
