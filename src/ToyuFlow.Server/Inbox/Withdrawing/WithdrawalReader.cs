using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>What the signed-in person sees of withdrawals: those of a case, one of them, and those that wait for them as head.</summary>
public sealed class WithdrawalReader(DatabaseReader reader, CaseReader cases, CaseObstacles obstacles, PackCatalog packs, CurrentUser user, HeadedUnits headed)
{
    /// <summary>Null when the case is not there or not theirs to see.</summary>
    public WithdrawalsOfCase? OfCase(Guid caseId) => reader.Read(sql =>
    {
        if (cases.Find(sql, caseId) is not { } facts || packs.Find(user.TenantId) is not { } pack)
        {
            return null;
        }

        var lines = WithdrawalLine.List(sql, "r.case_id = @case order by r.asked_at, r.id", ("tenant", user.TenantId), ("case", caseId));
        var isApplicants = user.Kind == ActorKind.Operator && facts.IsOpen && AskWithdrawal.MayBeWithdrawn(pack, facts.MatterCode) && lines.All(l => l.Status != WithdrawalStatus.Asked);
        var state = sql.Single(
            "select revision, accepted_at from case_file where tenant_id = @tenant and id = @id", row => Tuple.Create(row.GetInt64(0), !row.IsDBNull(1)),
            ("tenant", user.TenantId), ("id", caseId))!;
        return new WithdrawalsOfCase(facts, lines)
        {
            MayAsk = isApplicants,
            WhyNot = isApplicants ? obstacles.Of(sql, user.TenantId, caseId) : null,
            IsAccepted = state.Item2 || facts.Status == CaseStatus.Accepted,
            Revision = state.Item1,
            ToDecide = lines.Find(MayDecide),
        };
    });

    public WithdrawalLine? Find(Guid id) => reader.Read(sql =>
        WithdrawalLine.List(sql, "r.id = @id", ("tenant", user.TenantId), ("id", id)) is [var line] && cases.Find(sql, line.CaseId) is not null ? line : null);

    /// <summary>What waits for the person as head of a unit, the oldest first.</summary>
    public IReadOnlyList<WithdrawalLine> Waiting() => headed.Ids.Count == 0 ? [] : reader.Read(sql => headed.Ids
        .SelectMany(unit => WithdrawalLine.List(sql, "r.unit_id = @unit and r.status = 'Asked'", ("tenant", user.TenantId), ("unit", unit)).ToList())
        .OrderBy(l => l.AskedAt).ToList());

    public int CountMine() => headed.Ids.Count == 0 ? 0 : reader.Read(sql => headed.Ids.Sum(unit => (int)sql.Scalar<long>(
        "select count(*) from withdrawal_request where tenant_id = @tenant and unit_id = @unit and status = 'Asked'", ("tenant", user.TenantId), ("unit", unit))));

    public bool MayDecide(WithdrawalLine line) => line.Status == WithdrawalStatus.Asked && headed.Ids.Contains(line.UnitId);

    public bool MayRetract(WithdrawalLine line) => line.Status == WithdrawalStatus.Asked && user.Kind == ActorKind.Operator;
}

public sealed record WithdrawalsOfCase(CaseFacts Facts, IReadOnlyList<WithdrawalLine> Lines)
{
    public bool MayAsk { get; init; }

    /// <summary>What stands in the way of it.</summary>
    public string? WhyNot { get; init; }

    public bool IsAccepted { get; init; }

    public long Revision { get; init; }

    /// <summary>What the person is to decide as head.</summary>
    public WithdrawalLine? ToDecide { get; init; }
}
