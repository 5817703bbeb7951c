using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>Who has an open task of an office: its assignee, or the holders of its post; with whoever acts for them now.</summary>
public static class TaskHolders
{
    /// <summary>Of all that is open in a case.</summary>
    public static IReadOnlyList<Guid> OfCase(Step step, Guid caseId) =>
        [.. UrgeCase.Waiting(step.Sql, step.TenantId, caseId).SelectMany(t => Of(step, t.AssigneeId, t.PostId)).Distinct()];

    public static IReadOnlyList<Guid> Of(Step step, Guid? assignee, Guid? post)
    {
        List<Guid> holders = assignee is { } person
            ? [person]
            : step.Sql.List("select person_id from post_holder where tenant_id = @tenant and post_id = @post", row => row.GetGuid(0), ("tenant", step.TenantId), ("post", post));
        return [.. holders.SelectMany(p => Substitutions.SubstitutesOf(step.Sql, step.TenantId, p, step.Now).Prepend(p)).Distinct()];
    }
}
