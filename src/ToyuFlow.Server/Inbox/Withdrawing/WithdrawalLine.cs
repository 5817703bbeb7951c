using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>A request with the case that it is about, as pages show it.</summary>
public sealed record WithdrawalLine(Guid Id, Guid CaseId, string CaseNumber, string Title, string Institution, string Number, WithdrawalStatus Status)
{
    public const string Select =
        """
        select r.id, r.case_id, c.number, c.title, i.name, r.number, r.status, r.reason, r.unit_id, u.name, r.asked_by_name, r.asked_at, r.decided_by_name, r.decided_at, r.opinion, c.submitted_at
        from withdrawal_request r
        join case_file c on c.tenant_id = r.tenant_id and c.id = r.case_id
        join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
        join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
        where r.tenant_id = @tenant and 
        """;

    public string Reason { get; init; } = "";

    public Guid UnitId { get; init; }

    public string Unit { get; init; } = "";

    public string AskedByName { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string? DecidedByName { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string Opinion { get; init; } = "";

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Before acceptance nobody had to decide.</summary>
    public bool EndedAtOnce => Status == WithdrawalStatus.Approved && DecidedByName is null;

    /// <summary>Keys of the texts.</summary>
    public static string WordsOf(WithdrawalStatus status) => status switch
    {
        WithdrawalStatus.Asked => "等待负责人决定",
        WithdrawalStatus.Approved => "已撤件",
        WithdrawalStatus.Refused => "不同意撤件",
        _ => "申请人已收回",
    };

    /// <param name="condition">A fixed text.</param>
    public static List<WithdrawalLine> List(Sql sql, string condition, params ReadOnlySpan<(string, object?)> values) => sql.List(
        Select + condition,
        row => new WithdrawalLine(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Named<WithdrawalStatus>(6))
        {
            Reason = row.GetString(7),
            UnitId = row.GetGuid(8),
            Unit = row.GetString(9),
            AskedByName = row.GetString(10),
            AskedAt = row.Instant(11),
            DecidedByName = row.TextOrNull(12),
            DecidedAt = row.InstantOrNull(13),
            Opinion = row.GetString(14),
            SubmittedAt = row.InstantOrNull(15),
        },
        values);
}
