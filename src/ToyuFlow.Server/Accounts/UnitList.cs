using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The units of a county with their roles, posts and the people who hold them.</summary>
public sealed class UnitList(DatabaseReader reader)
{
    public IReadOnlyList<UnitItem> Read(string tenantId) => reader.Read(sql =>
    {
        var roles = sql.List("select unit_id, role_id from unit_role where tenant_id = @tenant order by role_id", row => (Unit: row.GetGuid(0), Role: row.GetString(1)), ("tenant", tenantId)).ToLookup(r => r.Unit, r => r.Role);
        var holders = sql.List(
            "select h.post_id, p.id, p.display_name, p.is_disabled from post_holder h join person p on p.id = h.person_id where h.tenant_id = @tenant order by p.display_name",
            row => (Post: row.GetGuid(0), Holder: new PostHolderItem(row.GetGuid(1), row.GetString(2), row.GetBoolean(3))), ("tenant", tenantId)).ToLookup(h => h.Post, h => h.Holder);
        var posts = sql.List(
            "select unit_id, id, code, name from post where tenant_id = @tenant order by name",
            row => (Unit: row.GetGuid(0), Post: new PostItem(row.GetGuid(1), row.GetString(2), row.GetString(3), [.. holders[row.GetGuid(1)]])), ("tenant", tenantId)).ToLookup(p => p.Unit, p => p.Post);
        return (IReadOnlyList<UnitItem>)sql.List(
            "select id, name, is_disabled from unit where tenant_id = @tenant order by name",
            row => new UnitItem(row.GetGuid(0), row.GetString(1), row.GetBoolean(2), [.. roles[row.GetGuid(0)]], [.. posts[row.GetGuid(0)]]), ("tenant", tenantId));
    });
}

public sealed record UnitItem(Guid Id, string Name, bool IsDisabled, IReadOnlyList<string> Roles, IReadOnlyList<PostItem> Posts);

public sealed record PostItem(Guid Id, string Code, string Name, IReadOnlyList<PostHolderItem> Holders);

public sealed record PostHolderItem(Guid Id, string Name, bool IsDisabled);

/// <summary>What a role of a county is called; given by the folder that knows the policy packs.</summary>
public sealed record RoleNames(Func<string, string, string> Of);
