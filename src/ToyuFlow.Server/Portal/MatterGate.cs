using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Portal;

/// <summary>A matter as one institution finds it: running already, possible now, or not and why.</summary>
public sealed record MatterState(Matter Matter, Case? Running, string? WhyNot)
{
    public bool IsOffered => Running is null && WhyNot is null;
}

/// <summary>Which matters an institution can begin now; the order is 登记, 备案, 安全验收, 补助.</summary>
public sealed class MatterGate(ToyuDb db, PackCatalog packs, CurrentTenant tenant, Texts texts)
{
    public async Task<IReadOnlyList<MatterState>> OfAsync(Institution institution, CancellationToken cancellationToken)
    {
        var pack = packs[tenant.Id];
        var running = await db.Set<Case>().AsNoTracking()
            .Where(c => c.InstitutionId == institution.Id && (c.Status == CaseStatus.Draft || c.Status == CaseStatus.Submitted || c.Status == CaseStatus.Correcting || c.Status == CaseStatus.Accepted))
            .OrderBy(c => c.CreatedAt).ToListAsync(cancellationToken);
        var online = (await db.Set<DefinitionVersion>().Where(d => d.IsPublished).Select(d => d.DefinitionId).ToListAsync(cancellationToken)).ToHashSet();
        return
        [
            .. pack.Matters.Select(m => new MatterState(
                m,
                running.FirstOrDefault(c => c.MatterCode == m.Code && (c.Status == CaseStatus.Draft || !pack.Recurs(m.Code))),
                Stage(pack, institution, m) ?? (online.Contains(m.Code) ? Gap(pack, m) : texts["这个事项还没有开通网上办理，请到窗口办理。"]))),
        ];
    }

    private string? Stage(PolicyPack pack, Institution institution, Matter matter) => matter.Code switch
    {
        "registration" when institution.CreditCode is not null => texts["已经登记，不用再办。"],
        "registration" when pack.RouteFor(institution.TypeCode) is null => texts["政策没有规定这类机构由哪个部门登记，请先咨询主管部门。"],
        "filing" when institution.CreditCode is null => texts["要先完成设立登记，取得统一社会信用代码。"],
        "filing" when institution.FiledAt is not null => texts["已经备案，回执编号 {0}。", institution.FilingNumber],
        "acceptance" when institution.FiledAt is null => texts["要先完成备案，取得备案回执。"],
        "acceptance" when institution.AcceptedAt is not null => texts["安全验收已经合格，验收托位 {0} 个。", institution.AcceptedPlaces],
        _ => Unmet(pack, institution, matter),
    };

    /// <summary>What a subsidy asks for, as far as the register knows it; the rest is examined by the offices.</summary>
    private string? Unmet(PolicyPack pack, Institution institution, Matter matter)
    {
        var asked = pack.Subsidies.FirstOrDefault(s => s.Code == matter.Code)?.Eligibility ?? [];
        var missing = asked.FirstOrDefault(fact => fact switch
        {
            "registered" => institution.CreditCode is null,
            "filed" => institution.FiledAt is null,
            "acceptance-passed" => institution.AcceptedAt is null,
            "inclusive" => !institution.IsInclusive,
            "demonstration" => !institution.IsDemonstration,
            _ => false,
        });
        return missing is null ? null : texts["申请条件是“{0}”，您的机构还没有达到。", pack.Facts.GetValueOrDefault(missing, missing)];
    }

    private string? Gap(PolicyPack pack, Matter matter) => pack.MustBeConfigured(matter.Code) is [var gap, ..]
        ? texts["还不能受理：{0}，等主管部门公布。", gap.What]
        : null;
}
