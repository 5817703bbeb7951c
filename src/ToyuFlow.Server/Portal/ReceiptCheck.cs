using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>A receipt as anybody may see it who holds its code.</summary>
public sealed record CheckedReceipt(string Number, string InstitutionName, string CreditCode, string Address, int Places, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset? VoidedAt, string InstitutionStatus, string County)
{
    public bool IsInForce => VoidedAt is null && InstitutionStatus == "Filed";
}

/// <summary>Looks a receipt up by the code printed on it. Whatever is asked, one look into one index answers it: a wrong code takes as long as a right one.</summary>
public sealed class ReceiptCheck(DatabaseReader reader)
{
    private const int LongestCode = 64;

    public CheckedReceipt? Find(string? typed) => reader.Read(sql => sql.Single(
        """
        select f.number, f.institution_name, f.credit_code, f.address, f.places, f.issued_by_unit, f.issued_at, f.voided_at, i.status, coalesce(t.name, '')
        from filing_record f
        join institution i on i.tenant_id = f.tenant_id and i.id = f.institution_id
        left join tenant t on t.id = f.tenant_id
        where f.verification_code = @code
        """,
        row => new CheckedReceipt(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5), row.Instant(6), row.InstantOrNull(7), row.GetString(8), row.GetString(9)),
        ("code", Plain(typed))));

    /// <summary>As it was issued, however it was typed from paper.</summary>
    private static string Plain(string? typed)
    {
        var code = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return code.Length > LongestCode ? "" : code;
    }
}
