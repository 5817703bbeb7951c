using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>Who may check what was handed in on a promise.</summary>
public static class GapCheckers
{
    /// <summary>Whoever accepted, or the holders of the post once they are gone from the unit.</summary>
    public static IReadOnlyList<Guid> Of(Sql sql, string tenantId, PromiseRow promise)
    {
        var staff = sql.List(
            """
            select h.person_id, o.id from post_holder h
            join post o on o.tenant_id = h.tenant_id and o.id = h.post_id and o.unit_id = @unit
            join person p on p.id = h.person_id and p.is_disabled = @no
            where h.tenant_id = @tenant order by h.person_id
            """,
            row => (Person: row.GetGuid(0), Post: row.GetGuid(1)), ("unit", promise.UnitId), ("no", false), ("tenant", tenantId));
        return staff.Exists(s => s.Person == promise.AcceptedBy)
            ? [promise.AcceptedBy]
            : [.. staff.Where(s => promise.PostId is null || s.Post == promise.PostId).Select(s => s.Person).Distinct()];
    }

    /// <summary>In whose right the person checks; null when they do not.</summary>
    public static TaskRight? RightOf(Sql sql, string tenantId, Guid personId, PromiseRow promise, DateTimeOffset now)
    {
        var checkers = Of(sql, tenantId, promise);
        if (checkers.Contains(personId))
        {
            return TaskRight.Own;
        }

        var matter = sql.Scalar<string>("select matter_code from case_file where tenant_id = @tenant and id = @case", ("tenant", tenantId), ("case", promise.CaseId)) ?? "";
        return Substitutions.PrincipalsOf(sql, tenantId, personId, now).FirstOrDefault(p => checkers.Contains(p.Id) && p.Covers(matter)) is { } principal
            ? new TaskRight(principal.Id, principal.Name)
            : null;
    }
}
