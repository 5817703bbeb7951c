using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// Who may act on a task: its assignee; whoever holds its post while nobody has claimed it; the operators of its institution; and the substitute (代理)
/// of whoever may. Decided on the server, in the step.
/// </summary>
public static class TaskAccess
{
    public const string Columns =
        """
        t.id, t.case_id, t.instance_id, t.bookmark_id, t.step_code, t.title, t.for_applicant, t.unit_id, t.post_id, t.assignee_id, t.status, t.revision,
        t.spec, t.decided_by_name, t.decided_at, t.action_label, t.institution_id, t.owner_id, t.sign_kind,
        (select w.held_because from workflow_instance w where w.tenant_id = t.tenant_id and w.id = t.instance_id)
        """;

    public static TaskRow? Find(Sql sql, string tenantId, Guid taskId, bool forUpdate = false)
    {
        if (!forUpdate || !sql.IsPostgreSql)
        {
            return Read(sql, tenantId, taskId, "");
        }

        if (Read(sql, tenantId, taskId, " and t.sign_kind is null for update") is { } plain)
        {
            return plain;
        }

        // Several may sign at once: a round is locked before any of its tasks, so that one waits for the other and sees what it did.
        sql.Scalar<Guid?>(
            "select id from bookmark where tenant_id = @tenant and id = (select bookmark_id from work_task where tenant_id = @tenant and id = @id) for update",
            ("tenant", tenantId), ("id", taskId));
        return Read(sql, tenantId, taskId, " for update");
    }

    private static TaskRow? Read(Sql sql, string tenantId, Guid taskId, string further) => sql.Single(
        $"select {Columns} from work_task t where t.tenant_id = @tenant and t.id = @id" + further,
        row => new TaskRow(
            row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetBoolean(6), row.GuidOrNull(7),
            row.GuidOrNull(8), row.GuidOrNull(9), row.Named<WorkTaskStatus>(10), row.GetInt64(11), row.GetString(12), row.TextOrNull(13),
            row.InstantOrNull(14), row.TextOrNull(15), row.GetGuid(16), row.GuidOrNull(17), !row.IsDBNull(18))
        {
            HeldBecause = row.TextOrNull(19),
        },
        ("tenant", tenantId), ("id", taskId));

    public static bool MaySee(Sql sql, string tenantId, Guid personId, TaskRow task, DateTimeOffset now) =>
        SeesInOwnRight(sql, tenantId, personId, task)
        || (!task.ForApplicant && Substitutions.PrincipalsOf(sql, tenantId, personId, now).Any(p => SeesInOwnRight(sql, tenantId, p.Id, task) && Covers(sql, tenantId, p, task)));

    /// <summary>In whose right the person may act; null when they may not.</summary>
    public static TaskRight? MayAct(Sql sql, string tenantId, Guid personId, TaskRow task, DateTimeOffset now)
    {
        if (task.OwnerId is not null)
        {
            return null;
        }

        if (ActsInOwnRight(sql, tenantId, personId, task))
        {
            return TaskRight.Own;
        }

        return task.ForApplicant
            ? null
            : Substitutions.PrincipalsOf(sql, tenantId, personId, now).FirstOrDefault(p => ActsInOwnRight(sql, tenantId, p.Id, task) && Covers(sql, tenantId, p, task)) is { } principal
                ? new TaskRight(principal.Id, principal.Name)
                : null;
    }

    private static bool SeesInOwnRight(Sql sql, string tenantId, Guid personId, TaskRow task) =>
        task.AssigneeId == personId || task.OwnerId == personId || HoldsPostOf(sql, tenantId, personId, task) || OperatesInstitutionOf(sql, tenantId, personId, task);

    private static bool ActsInOwnRight(Sql sql, string tenantId, Guid personId, TaskRow task) => task.AssigneeId is { } assignee
        ? assignee == personId && (task.ForApplicant ? OperatesInstitutionOf(sql, tenantId, personId, task) : BelongsToUnitOf(sql, tenantId, personId, task))
        : HoldsPostOf(sql, tenantId, personId, task) || OperatesInstitutionOf(sql, tenantId, personId, task);

    private static bool Covers(Sql sql, string tenantId, Principal principal, TaskRow task) => principal.CoversAll || principal.Covers(
        sql.Scalar<string>("select matter_code from case_file where tenant_id = @tenant and id = @case", ("tenant", tenantId), ("case", task.CaseId)) ?? "");

    private static bool HoldsPostOf(Sql sql, string tenantId, Guid personId, TaskRow task) =>
        task.PostId is { } post && sql.Scalar<long>(
            "select count(*) from post_holder where tenant_id = @tenant and person_id = @person and post_id = @post",
            ("tenant", tenantId), ("person", personId), ("post", post)) > 0;

    /// <summary>A task may be given to a colleague of another post of the unit where its step allows.</summary>
    private static bool BelongsToUnitOf(Sql sql, string tenantId, Guid personId, TaskRow task) =>
        task.UnitId is { } unit && sql.Scalar<long>(
            "select count(*) from post_holder h join post p on p.tenant_id = h.tenant_id and p.id = h.post_id where h.tenant_id = @tenant and h.person_id = @person and p.unit_id = @unit",
            ("tenant", tenantId), ("person", personId), ("unit", unit)) > 0;

    private static bool OperatesInstitutionOf(Sql sql, string tenantId, Guid personId, TaskRow task) =>
        task.ForApplicant && sql.Scalar<long>(
            "select count(*) from institution_operator where tenant_id = @tenant and person_id = @person and institution_id = @institution",
            ("tenant", tenantId), ("person", personId), ("institution", task.InstitutionId)) > 0;
}

public sealed record TaskRow(
    Guid Id, Guid CaseId, Guid InstanceId, Guid BookmarkId, string StepCode, string Title, bool ForApplicant, Guid? UnitId, Guid? PostId, Guid? AssigneeId,
    WorkTaskStatus Status, long Revision, string Spec, string? DecidedByName, DateTimeOffset? DecidedAt, string? ActionLabel, Guid InstitutionId, Guid? OwnerId, bool InRound)
{
    /// <summary>Why nobody may act on it for now; null for a case that runs.</summary>
    public string? HeldBecause { get; init; }
}

/// <summary>In whose right somebody acts: their own, or that of the principal whose substitute they are (代理).</summary>
public sealed record TaskRight(Guid? PrincipalId, string? PrincipalName)
{
    public static readonly TaskRight Own = new(null, null);

    /// <summary>Both names stand on the record.</summary>
    public string Names(string own) => PrincipalName is null ? own : $"{own} 代 {PrincipalName}";
}
