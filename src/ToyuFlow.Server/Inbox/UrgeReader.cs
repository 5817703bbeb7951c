using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>What somebody may urge (催办), and who would be told.</summary>
public sealed class UrgeReader(DatabaseReader reader, CaseAccess access, CurrentUser user, PackCatalog packs)
{
    /// <summary>Null when the case is not there, not theirs to see, or not theirs to urge.</summary>
    public UrgeView? Read(Guid caseId) => reader.Read(sql =>
    {
        if (packs.Find(user.TenantId) is not { } pack || !access.MaySee(sql, caseId))
        {
            return null;
        }

        var file = sql.Single(
            "select title, institution_id from case_file where tenant_id = @tenant and id = @id", row => Tuple.Create(row.GetString(0), row.GetGuid(1)),
            ("tenant", user.TenantId), ("id", caseId));
        return file is not null && UrgeCase.MayUrge(sql, user.TenantId, user.PersonId, file.Item2, pack.LeadRole)
            ? new UrgeView(caseId, file.Item1, UrgeCase.Waiting(sql, user.TenantId, caseId))
            : null;
    });
}

public sealed record UrgeView(Guid CaseId, string Title, IReadOnlyList<WaitingTask> Tasks);
