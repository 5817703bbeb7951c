using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Marks messages of one's own as read; a mark once set stays.</summary>
public sealed class ReadNotices(Step step)
{
    public void One(Guid id) => step.Sql.Execute(
        "update notice set read_at = @now where tenant_id = @tenant and person_id = @person and id = @id and read_at is null",
        ("now", step.Now), ("tenant", step.TenantId), ("person", step.Actor.PersonId), ("id", id));

    /// <summary>What has come in after the page was drawn stays unread.</summary>
    public int Until(DateTimeOffset at) => step.Sql.Execute(
        "update notice set read_at = @now where tenant_id = @tenant and person_id = @person and read_at is null and at <= @at",
        ("now", step.Now), ("tenant", step.TenantId), ("person", step.Actor.PersonId), ("at", at));
}
