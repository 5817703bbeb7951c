using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The accounts of a county, the latest first, and who holds which post.</summary>
public sealed class PeopleList(DatabaseReader reader)
{
    private const int Size = 30;
    internal const string Columns = "p.id, p.user_name, p.display_name, p.kind, p.office, p.is_disabled, p.created_at, p.email, p.phone_number, p.must_change_password, p.lockout_end, p.last_sign_in_at";

    public PeoplePage Read(string tenantId, PeopleFilter filter, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var where = "p.tenant_id = @tenant and (p.display_name like @text escape '\\' or p.user_name like @text escape '\\' or coalesce(p.phone_number, '') like @text escape '\\')"
            + (filter.Kind is null ? "" : " and p.kind = @kind");
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        List<(string, object?)> values = [("tenant", tenantId), ("text", Like.Anywhere(filter.Text))];
        if (filter.Kind is not null)
        {
            values.Add(("kind", filter.Kind));
        }

        var total = sql.Scalar<long>($"select count(*) from person p where {where}", [.. values]);
        values.AddRange([("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1)]);
        var rows = sql.List(
            $"select {Columns} from person p where {where} and (p.created_at {sign} @keyAt or (p.created_at = @keyAt and p.id {sign} @keyId)) order by p.created_at {direction}, p.id {direction} limit @size",
            Item, [.. values]);
        var page = KeyPage.Of(rows, Size, after, before, p => new PageKey(p.CreatedAt, p.Id));
        return new PeoplePage(page with { Items = [.. page.Items.Select(p => p with { Posts = RightsReader.Posts(sql, tenantId, p.Id) })] }, total);
    });

    public PersonItem? Find(string tenantId, Guid id) => reader.Read(sql =>
        sql.Single($"select {Columns} from person p where p.tenant_id = @tenant and p.id = @id", Item, ("tenant", tenantId), ("id", id)) is { } found
            ? found with { Posts = RightsReader.Posts(sql, tenantId, id) }
            : null);

    internal static PersonItem Item(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.Named<ActorKind>(3), row.IsDBNull(4) ? null : row.Named<AdministratorOffice>(4), row.GetBoolean(5),
        row.Instant(6), row.TextOrNull(7), row.TextOrNull(8), row.GetBoolean(9), row.InstantOrNull(10))
    {
        LastSignInAt = row.InstantOrNull(11),
    };
}

public sealed record PeopleFilter(string? Text, ActorKind? Kind);

public sealed record PeoplePage(KeyPage<PersonItem> Page, long Total);

public sealed record PersonItem(
    Guid Id, string UserName, string DisplayName, ActorKind Kind, AdministratorOffice? Office, bool IsDisabled,
    DateTimeOffset CreatedAt, string? Email, string? Phone, bool MustChangePassword, DateTimeOffset? LockedUntil)
{
    public IReadOnlyList<HeldPost> Posts { get; init; } = [];

    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>In words, as a key of the texts.</summary>
    public string KindWords => Kind switch
    {
        ActorKind.Officer => "单位工作人员",
        ActorKind.Operator => "举办者",
        _ => OfficeWords(Office),
    };

    public static string OfficeWords(AdministratorOffice? office) => office switch
    {
        AdministratorOffice.System => "系统管理员",
        AdministratorOffice.Security => "安全管理员",
        _ => "审计管理员",
    };
}
