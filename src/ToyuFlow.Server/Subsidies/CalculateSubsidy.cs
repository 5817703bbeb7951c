using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>
/// Computes what a case claims, by the scheme of the pack that has the code of its matter, takes the beds or children that it counts, and keeps
/// the amount with its explanation. Asked again after a correction it starts anew.
/// </summary>
public sealed class CalculateSubsidy(ToyuDb db, Step step, PackCatalog packs, GrantedUnits units, ImportRoster rosters, CaseHistory history, AuditTrail audit)
{
    public async Task<Claim> RunAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        var papers = await db.Set<CaseMaterial>().Where(m => m.CaseId == caseId && !m.IsSuperseded).Select(m => m.Code).ToListAsync(cancellationToken);
        var pack = packs[step.TenantId];
        var scheme = pack.Subsidy(file.MatterCode);
        var applicant = new Applicant(institution, CaseForm.Read(file.Form), papers.ToHashSet());
        var facts = EligibilityFacts.Evaluate(pack, scheme, applicant);
        var work = new Work(file, applicant, pack, scheme, facts);
        units.Release(caseId);
        var reckoned = scheme.Unit switch
        {
            SubsidyUnit.Bed => Beds(work),
            SubsidyUnit.ChildMonth => await MonthAsync(work, cancellationToken),
            _ => Reckoned.Undecided("", "这种补助的计算方式需要工作人员核定。"),
        };
        var claim = await KeepAsync(work, reckoned, cancellationToken);
        if (claim.Verdict == ClaimVerdict.NotEligible)
        {
            units.Release(caseId);
        }

        history.Say(caseId, Sentence(claim), automatic: true);
        audit.Record("subsidy.calculated", "case", caseId.ToString(), caseId, $"{claim.SchemeCode} {claim.Period} {claim.Verdict} {claim.Amount}");
        return claim;
    }

    private Reckoned Beds(Work work)
    {
        if (!int.TryParse(work.Applicant.Form.GetValueOrDefault("beds"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || wanted == 0)
        {
            return Reckoned.Refused("", "没有填写申请补助的托位数。");
        }

        var refusals = new List<string>();
        if (int.TryParse(work.Applicant.Form.GetValueOrDefault("award_beds"), NumberStyles.None, CultureInfo.InvariantCulture, out var awarded) && wanted > awarded)
        {
            refusals.Add($"申请补助 {wanted} 个托位，上级只核定了 {awarded} 个。");
        }

        var accepted = work.Institution.AcceptedPlaces;
        var free = units.TakeBeds(work.File.Id, work.Scheme.Code, work.Institution.Id, accepted, wanted);
        if (free < wanted)
        {
            refusals.Add(accepted == 0
                ? "机构还没有验收合格的托位，请先申请安全验收。"
                : $"验收合格的托位有 {accepted} 个，没有领过也没有正在申请建设补助的有 {free} 个，本次申请 {wanted} 个；每个托位只补助一次。");
        }

        return new Reckoned("", SubsidyCalculation.Construction(work.Pack, work.Scheme, wanted, work.Held), refusals, []);
    }

    private async Task<Reckoned> MonthAsync(Work work, CancellationToken cancellationToken)
    {
        if (!SubsidyMonth.TryParse(work.Applicant.Form.GetValueOrDefault("month"), out var month))
        {
            return Reckoned.Refused("", "所属月份应写成 2025-03 这样的年月。");
        }

        var period = month.ToString();
        var refusals = new List<string>();
        if (month.First > BeijingTime.DateOf(step.Now))
        {
            refusals.Add($"{month.ToChinese()}还没有开始，不能申请。");
        }

        if (month.Last < work.Scheme.From || month.First > work.Scheme.To)
        {
            refusals.Add($"{month.ToChinese()}不在本项补助的执行期间。");
        }

        if (!units.Take(work.File.Id, work.Scheme.Code, period, $"institution/{work.Institution.Id:N}"))
        {
            refusals.Add($"本机构{month.ToChinese()}的补助已经申请过，每月只能申请一次。");
        }

        var (reading, elsewhere) = await rosters.ReadAsync(work.File.Id, work.Scheme.Code, period, cancellationToken);
        var wrongLines = reading.Errors.Select(e => e.Row).ToHashSet();
        var good = reading.Entries.Where(e => !wrongLines.Contains(e.Row)).ToList();
        var result = SubsidyCalculation.Operating(work.Pack, work.Scheme, month, good, work.Held, elsewhere);
        await rosters.KeepAsync(work.File.Id, work.Scheme.Code, period, reading, result, cancellationToken);
        return new Reckoned(period, result, refusals, [.. reading.Errors.Select(e => e.ToString())]);
    }

    private async Task<Claim> KeepAsync(Work work, Reckoned reckoned, CancellationToken cancellationToken)
    {
        var result = reckoned.Result;
        var refusals = work.Facts.Where(f => f.Holds == false).Select(f => f.Refusal!).Concat(reckoned.Refusals).ToList();
        var questions = work.Facts.Where(f => f.Holds is null).Select(f => f.Refusal!)
            .Concat(reckoned.Questions)
            .Concat(result?.Issues.Where(i => i.Kind == SubsidyIssueKind.Decision).Select(i => i.ToString()) ?? []).ToList();
        if (refusals.Count == 0 && result is { Total.IsZero: true } && questions.Count == 0)
        {
            refusals.Add("没有可以计入补助的人数或托位。");
        }

        var verdict = refusals.Count > 0 ? ClaimVerdict.NotEligible : questions.Count > 0 ? ClaimVerdict.NeedsDecision : ClaimVerdict.Eligible;
        var claim = await db.Set<Claim>().FirstOrDefaultAsync(c => c.CaseId == work.File.Id, cancellationToken);
        if (claim is null)
        {
            claim = new Claim { Id = step.NewId(), CaseId = work.File.Id, InstitutionId = work.Institution.Id };
            db.Add(claim);
        }

        (claim.SchemeCode, claim.SchemeName, claim.Period, claim.BudgetCode) = (work.Scheme.Code, work.Scheme.Name, reckoned.Period, work.Scheme.BudgetLine ?? "");
        (claim.Verdict, claim.CalculatedAt, claim.Round) = (verdict, step.Now, claim.Round + 1);
        (claim.Amount, claim.Counted) = verdict == ClaimVerdict.NotEligible || result is null ? (Money.Zero, 0) : (result.Total, result.HeadCount);
        claim.Explanation = Explain(work, result, refusals, questions).ToJson();
        await db.SaveChangesAsync(cancellationToken);
        return claim;
    }

    private static ClaimExplanation Explain(Work work, SubsidyResult? result, List<string> refusals, List<string> questions) => new()
    {
        Facts = work.Facts,
        Lines = [.. (result?.Lines ?? []).Select(l => new ClaimLine(l.Label, l.Count, l.CountUnit, l.Rate.Fen, l.Amount.Fen, l.Source.RuleId, l.Source.Quote, l.Source.Line, l.Source.ToString()))],
        Reasons = [.. refusals, .. questions],
        Notes = [.. (result?.Issues ?? []).Where(i => i.Kind is SubsidyIssueKind.Excluded or SubsidyIssueKind.Warning).Select(i => i.ToString())],
        Shares = [.. (result?.Shares() ?? []).Select(s => new ClaimShare(s.Payer.Level, s.Amount.Fen))],
    };

    private static string Sentence(Claim claim) => claim.Verdict switch
    {
        ClaimVerdict.Eligible => $"按政策标准测算，{claim.SchemeName}为 {claim.Amount} 元，测算说明可在补助测算中查看。",
        ClaimVerdict.NeedsDecision => $"按政策标准测算，{claim.SchemeName}暂为 {claim.Amount} 元，有需要工作人员核实的事项。",
        _ => $"经核对，{claim.SchemeName}的条件还没有全部满足，等待工作人员确认。",
    };

    private sealed record Work(Case File, Applicant Applicant, PolicyPack Pack, SubsidyScheme Scheme, IReadOnlyList<FactFinding> Facts)
    {
        public Institution Institution => Applicant.Institution;

        /// <summary>What holds, or is left to a person.</summary>
        public IReadOnlySet<string> Held { get; } = Facts.Where(f => f.Holds != false).Select(f => f.Code).ToHashSet();
    }

    private sealed record Reckoned(string Period, SubsidyResult? Result, IReadOnlyList<string> Refusals, IReadOnlyList<string> Questions)
    {
        public static Reckoned Refused(string period, string why) => new(period, null, [why], []);

        public static Reckoned Undecided(string period, string what) => new(period, null, [], [what]);
    }
}
