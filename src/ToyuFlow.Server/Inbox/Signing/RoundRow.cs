using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>A task of a round with who has it and what was said.</summary>
public sealed record RoundRow(SignRow Sign, Guid CaseId, Guid InstanceId, string Title, Guid? AssigneeId, string Assignee, string Unit, DateTimeOffset DueAt)
{
    public Guid Id => Sign.Id;

    public Guid? UnitId { get; init; }

    public Guid? OwnerId { get; init; }

    public Guid? AddedBy { get; init; }

    public string? Action { get; init; }

    public string? ActionLabel { get; init; }

    public string Opinion { get; init; } = "";

    public string? Answers { get; init; }

    public Guid? DecidedBy { get; init; }

    public string? DecidedByName { get; init; }

    public Guid? DecidedFor { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? PromisedDueAt { get; init; }

    public string? ClosedBecause { get; init; }

    public string Spec { get; init; } = "{}";

    /// <summary>Has it, will have it, lent it or has decided it.</summary>
    public bool Concerns(Guid person) => AssigneeId == person || OwnerId == person || HasDecided(person);

    /// <summary>In their own right or by a substitute, or for somebody else.</summary>
    public bool HasDecided(Guid person) => Sign.Status == WorkTaskStatus.Done && (DecidedBy == person || DecidedFor == person);

    /// <summary>All of a round, in the order in which they were asked.</summary>
    public static List<RoundRow> Of(Sql sql, string tenantId, Guid bookmarkId) => sql.List(
        """
        select t.id, t.parent_id, t.sign_kind, t.sign_method, t.sign_order, t.status, t.vote, t.weight, t.sign_group, t.is_automatic,
            t.case_id, t.instance_id, t.title, t.assignee_id, coalesce(a.display_name, p.name, ''), coalesce(u.name, ''), t.due_at,
            t.unit_id, t.owner_id, t.added_by, t.action, t.action_label, t.opinion, t.answers, t.decided_by, t.decided_by_name, t.decided_for, t.decided_at,
            t.promised_due_at, t.closed_because, t.spec
        from work_task t
        left join person a on a.id = t.assignee_id
        left join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
        left join post p on p.tenant_id = t.tenant_id and p.id = t.post_id
        where t.tenant_id = @tenant and t.bookmark_id = @bookmark and t.sign_kind is not null order by t.created_at, t.sign_order, t.id
        """,
        row => new RoundRow(
            new SignRow(
                row.GetGuid(0), row.GuidOrNull(1), row.Named<SignKind>(2), row.IsDBNull(3) ? SignMode.All : row.Named<SignMode>(3), row.GetInt32(4), row.Named<WorkTaskStatus>(5),
                row.IsDBNull(6) ? null : row.Named<Vote>(6), row.GetInt64(7), row.TextOrNull(8))
            {
                IsAutomatic = row.GetBoolean(9),
            },
            row.GetGuid(10), row.GetGuid(11), row.GetString(12), row.GuidOrNull(13), row.GetString(14), row.GetString(15), row.Instant(16))
        {
            UnitId = row.GuidOrNull(17),
            OwnerId = row.GuidOrNull(18),
            AddedBy = row.GuidOrNull(19),
            Action = row.TextOrNull(20),
            ActionLabel = row.TextOrNull(21),
            Opinion = row.TextOrNull(22) ?? "",
            Answers = row.TextOrNull(23),
            DecidedBy = row.GuidOrNull(24),
            DecidedByName = row.TextOrNull(25),
            DecidedFor = row.GuidOrNull(26),
            DecidedAt = row.InstantOrNull(27),
            PromisedDueAt = row.InstantOrNull(28),
            ClosedBecause = row.TextOrNull(29),
            Spec = row.GetString(30),
        },
        ("tenant", tenantId), ("bookmark", bookmarkId));

    /// <summary>As the flow, the case page and print get it.</summary>
    public JsonObject Signature() => new()
    {
        ["who"] = DecidedByName,
        ["unit"] = Unit,
        ["kind"] = Sign.Kind.ToString(),
        ["vote"] = Sign.Vote?.ToString(),
        ["weight"] = Sign.Weight,
        ["group"] = Sign.Group,
        ["action"] = Action,
        ["label"] = ActionLabel,
        ["opinion"] = Opinion,
        ["at"] = DecidedAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["automatic"] = Sign.IsAutomatic,
    };
}
