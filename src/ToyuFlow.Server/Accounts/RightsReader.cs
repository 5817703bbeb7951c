using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>Reads who somebody is and what they hold, by plain SQL since it runs on every request and inside steps.</summary>
public static class RightsReader
{
    public static bool Fill(Sql sql, Guid personId, string securityStamp, CurrentUser user)
    {
        var found = sql.Single(
            """
            select p.tenant_id, p.user_name, p.display_name, p.kind, p.office, p.must_change_password, p.security_stamp, p.is_disabled, coalesce(t.name, '')
            from person p left join tenant t on t.id = p.tenant_id where p.id = @id
            """,
            row =>
            {
                user.TenantId = row.GetString(0);
                user.UserName = row.GetString(1);
                user.DisplayName = row.GetString(2);
                user.Kind = row.Named<ActorKind>(3);
                user.Office = row.IsDBNull(4) ? null : row.Named<AdministratorOffice>(4);
                user.MustChangePassword = row.GetBoolean(5);
                user.CountyName = row.GetString(8);
                return row.GetString(6) == securityStamp && !row.GetBoolean(7) ? user : null;
            },
            ("id", personId));
        if (found is null)
        {
            return false;
        }

        user.PersonId = personId;
        user.Posts = Posts(sql, user.TenantId, personId);
        return true;
    }

    public static IReadOnlyList<HeldPost> Posts(Sql sql, string tenantId, Guid personId)
    {
        var rows = sql.List(
            """
            select p.id, p.code, p.name, u.id, u.name, coalesce(r.role_id, '')
            from post_holder h
            join post p on p.tenant_id = h.tenant_id and p.id = h.post_id
            join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
            left join unit_role r on r.tenant_id = u.tenant_id and r.unit_id = u.id
            where h.tenant_id = @tenant and h.person_id = @person
            order by u.name, p.name
            """,
            row => (PostId: row.GetGuid(0), Code: row.GetString(1), Name: row.GetString(2), UnitId: row.GetGuid(3), Unit: row.GetString(4), Role: row.GetString(5)),
            ("tenant", tenantId), ("person", personId));
        return [.. rows.GroupBy(r => r.PostId).Select(g => g.First() is var f
            ? new HeldPost(f.PostId, f.Code, f.Name, f.UnitId, f.Unit, [.. g.Select(r => r.Role).Where(r => r.Length > 0)])
            : throw new InvalidOperationException())];
    }
}
