using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Feed;

/// <summary>Gives the person a new secret address, which ends the one before; or switches it off.</summary>
public sealed class KeepFeed(Step step, AuditTrail audit)
{
    public void Renew(string secretHash)
    {
        var person = step.Actor.PersonId ?? throw new ForbiddenException("只有本人可以设置期限日历。");
        step.Sql.Execute(
            """
            insert into calendar_feed (tenant_id, id, person_id, secret_hash, created_at) values (@tenant, @id, @person, @hash, @now)
            on conflict (tenant_id, person_id) do update set secret_hash = excluded.secret_hash, created_at = excluded.created_at
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("person", person), ("hash", secretHash), ("now", step.Now));
        audit.Record("feed.renewed", "person", person.ToString());
    }

    public void SwitchOff()
    {
        if (step.Sql.Execute("delete from calendar_feed where tenant_id = @tenant and person_id = @person", ("tenant", step.TenantId), ("person", step.Actor.PersonId)) > 0)
        {
            audit.Record("feed.ended", "person", step.Actor.PersonId.ToString()!);
        }
    }
}
