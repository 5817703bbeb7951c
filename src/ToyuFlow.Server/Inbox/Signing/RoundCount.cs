using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>How far a round is, for a list: 会签 2/5.</summary>
public sealed record RoundCount(SignMode Mode, long Signed, long Voices)
{
    public static RoundCount? Of(Sql sql, string tenantId, Guid bookmarkId) => sql.Single(
        """
        select max(spec), sum(case when status = 'Done' then 1 else 0 end), count(*) from work_task
        where tenant_id = @tenant and bookmark_id = @bookmark and sign_kind in ('Main', 'Beside') and status <> 'Cancelled' having count(*) > 0
        """,
        row => new RoundCount(TaskSpec.FromJson(row.GetString(0)).Sign.Mode, row.GetInt64(1), row.GetInt64(2)),
        ("tenant", tenantId), ("bookmark", bookmarkId));
}
