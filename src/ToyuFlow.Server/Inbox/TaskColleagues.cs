using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>An officer to whom something can be given.</summary>
public sealed record Colleague(Guid Id, string Name, string Posts);

/// <summary>Who can be given a task or asked about it.</summary>
public static class TaskColleagues
{
    /// <summary>转办: whoever could have claimed it, or anybody of the unit where the step allows; nobody who may not decide it.</summary>
    public static List<Colleague> ForTransfer(Sql sql, string tenantId, TaskRow task, TaskSpec spec)
    {
        if (task.PostId is not { } post || task.UnitId is not { } unit)
        {
            return [];
        }

        var all = spec.TransferWithin == TaskSpec.Unit
            ? Officers(sql, tenantId, "o.unit_id = @of", unit)
            : Officers(sql, tenantId, "o.id = @of", post);
        // Whoever is in the round has a voice already; transferring keeps the weight of this one.
        var round = task.InRound ? RoundRow.Of(sql, tenantId, task.BookmarkId) : [];
        return [.. all.Where(c => c.Id != task.AssigneeId && !round.Exists(r => r.Concerns(c.Id)) && !TaskSeparation.Forbids(sql, tenantId, c.Id, task, spec))];
    }

    /// <summary>委派: anybody of the unit, for it is an opinion only.</summary>
    public static List<Colleague> ForDelegation(Sql sql, string tenantId, TaskRow task) =>
        task.UnitId is { } unit ? [.. Officers(sql, tenantId, "o.unit_id = @of", unit).Where(c => c.Id != task.AssigneeId)] : [];

    /// <summary>抄送: every officer of the county.</summary>
    public static List<Colleague> All(Sql sql, string tenantId) => Officers(sql, tenantId, "o.tenant_id <> ''", Guid.Empty);

    /// <summary>代理: whoever shares a unit with the person.</summary>
    public static List<Colleague> OfUnitsOf(Sql sql, string tenantId, Guid personId) => [.. Officers(
        sql, tenantId,
        "o.unit_id in (select q.unit_id from post_holder g join post q on q.tenant_id = g.tenant_id and q.id = g.post_id where g.tenant_id = @tenant and g.person_id = @of)",
        personId).Where(c => c.Id != personId)];

    /// <param name="where">A fixed text about the post <c>o</c>.</param>
    private static List<Colleague> Officers(Sql sql, string tenantId, string where, Guid of) => [.. sql.List(
        $"""
        select p.id, p.display_name, u.name, o.name from post_holder h
        join person p on p.id = h.person_id
        join post o on o.tenant_id = h.tenant_id and o.id = h.post_id
        join unit u on u.tenant_id = o.tenant_id and u.id = o.unit_id
        where h.tenant_id = @tenant and p.is_disabled = @no and {where}
        order by u.name, p.display_name, p.id
        """,
        row => new Colleague(row.GetGuid(0), row.GetString(1), row.GetString(2) + row.GetString(3)),
        ("tenant", tenantId), ("no", false), ("of", of))
        .GroupBy(c => c.Id).Select(g => g.First() with { Posts = string.Join("、", g.Select(c => c.Posts)) })];
}
