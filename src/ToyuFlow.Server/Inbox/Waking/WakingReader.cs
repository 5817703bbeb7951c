using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Waking;

/// <summary>What a head may wake; null for everybody else and for a case that is not closed without a result.</summary>
public sealed class WakingReader(DatabaseReader reader, CaseReader cases, CaseObstacles obstacles, PackCatalog packs, CurrentUser user, HeadedUnits headed)
{
    public WakingView? Read(Guid caseId) => headed.Ids.Count == 0 || packs.Find(user.TenantId) is not { } pack ? null : reader.Read(sql =>
        cases.Find(sql, caseId) is { } facts && WakeTarget.UnitsOf(sql, user.TenantId, caseId).Any(headed.Ids.Contains)
            ? new WakingView(facts, WakeTarget.Of(sql, user.TenantId, caseId))
            {
                IsClosed = WakeCase.MayBeWoken(pack, facts.MatterCode, facts.Status),
                WhyNot = obstacles.Of(sql, user.TenantId, caseId),
                Revision = sql.Scalar<long>("select revision from case_file where tenant_id = @tenant and id = @id", ("tenant", user.TenantId), ("id", caseId)),
            }
            : null);
}

public sealed record WakingView(CaseFacts Facts, IReadOnlyList<WakeTarget> Targets)
{
    /// <summary>Closed without anything having come of it.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What stands in the way.</summary>
    public string? WhyNot { get; init; }

    public long Revision { get; init; }

    public bool MayWake => IsClosed && WhyNot is null && Targets.Count > 0;
}
