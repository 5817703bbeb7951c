using System.Data.Common;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>A 督办单 as it is read; lists show it, acts are checked against it.</summary>
public sealed record SupervisionRow(Guid Id, string Number, Guid CaseId, string Subject, SupervisionState State, DateTimeOffset OpenedAt, DateTimeOffset DueAt)
{
    public Guid OpenedBy { get; init; }

    public string OpenedByName { get; init; } = "";

    public Guid OpenedUnitId { get; init; }

    public Guid UnitId { get; init; }

    public string Unit { get; init; } = "";

    public Guid? PersonId { get; init; }

    public string? Person { get; init; }

    public string Reason { get; init; } = "";

    public int? ExtensionDays { get; init; }

    public long Revision { get; init; }

    public string CaseNumber { get; init; } = "";

    public string CaseTitle { get; init; } = "";

    public string Institution { get; init; } = "";

    /// <summary>Who is asked, as it is written.</summary>
    public string Responsible => Person is null ? Unit : $"{Unit}　{Person}";

    public bool IsOverdue(DateTimeOffset now) => State == SupervisionState.Open && DueAt <= now;

    /// <summary>As a key of the texts.</summary>
    public string Words(DateTimeOffset now) => IsOverdue(now) ? "逾期" : WordsOf(State);

    public static string WordsOf(SupervisionState state) => state switch
    {
        SupervisionState.Open => "待答复",
        SupervisionState.Answered => "待审核",
        _ => "已销号",
    };

    /// <param name="where">A fixed text about the order <c>s</c>, with what follows it.</param>
    public static List<SupervisionRow> List(Sql sql, string where, params ReadOnlySpan<(string, object?)> values) => sql.List(
        $"""
        select s.id, s.number, s.case_id, s.subject, s.state, s.opened_at, s.due_at, s.opened_by, s.opened_by_name, s.opened_unit_id, s.unit_id, u.name, s.person_id,
            p.display_name, s.reason, s.extension_days, s.revision, c.number, c.title, i.name
        from supervision_order s
        join case_file c on c.tenant_id = s.tenant_id and c.id = s.case_id
        join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
        join unit u on u.tenant_id = s.tenant_id and u.id = s.unit_id
        left join person p on p.id = s.person_id
        where s.tenant_id = @tenant and {where}
        """,
        Read, values);

    private static SupervisionRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.Named<SupervisionState>(4), row.Instant(5), row.Instant(6))
    {
        OpenedBy = row.GetGuid(7),
        OpenedByName = row.GetString(8),
        OpenedUnitId = row.GetGuid(9),
        UnitId = row.GetGuid(10),
        Unit = row.GetString(11),
        PersonId = row.GuidOrNull(12),
        Person = row.TextOrNull(13),
        Reason = row.GetString(14),
        ExtensionDays = row.IsDBNull(15) ? null : row.GetInt32(15),
        Revision = row.GetInt64(16),
        CaseNumber = row.GetString(17),
        CaseTitle = row.GetString(18),
        Institution = row.GetString(19),
    };
}
