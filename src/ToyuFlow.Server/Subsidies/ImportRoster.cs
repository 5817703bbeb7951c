using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Reads the roster that a case has uploaded, finds the children that another case has for the same period, and keeps each line masked. Runs inside a step.</summary>
public sealed class ImportRoster(ToyuDb db, Step step, PackCatalog packs, UploadStore uploads, GrantedUnits units)
{
    private const string MaterialCode = "roster";

    public async Task<(RosterReading Reading, IReadOnlySet<string> Elsewhere)> ReadAsync(Guid caseId, string scheme, string period, CancellationToken cancellationToken)
    {
        var hashes = await db.Set<CaseMaterial>().Where(m => m.CaseId == caseId && m.Code == MaterialCode && !m.IsSuperseded).Select(m => m.Hash).ToListAsync(cancellationToken);
        if (hashes is not [var hash])
        {
            // Which of two rosters is meant is not for a program to guess.
            var problem = hashes.Count == 0 ? "没有上传在托婴幼儿花名册。" : $"上传了 {hashes.Count} 份花名册，只能保留一份。";
            return (new RosterReading([], [new RosterError(1, "", problem)]), new HashSet<string>());
        }

        using var content = uploads.Open(hash);
        var reading = RosterFile.Read(content, packs[step.TenantId]);
        var elsewhere = reading.Entries.Where(e => e.DocumentNumber.Length > 0 && IsTaken(caseId, scheme, period, e)).Select(e => e.DocumentNumber).ToHashSet();
        return (reading, elsewhere);
    }

    /// <summary>Keeps what became of each line and takes the children that are counted.</summary>
    public async Task KeepAsync(Guid caseId, string scheme, string period, RosterReading reading, SubsidyResult result, CancellationToken cancellationToken)
    {
        await db.Set<RosterChild>().Where(c => c.CaseId == caseId).ExecuteDeleteAsync(cancellationToken);
        var problems = reading.Errors.Select(e => (e.Row, Text: e.Column.Length == 0 ? e.Message : $"{e.Column}：{e.Message}"))
            .Concat(from issue in result.Issues
                    where issue.Kind is SubsidyIssueKind.Excluded or SubsidyIssueKind.Decision
                    from row in issue.Rows
                    select (Row: row, Text: issue.Message))
            .ToLookup(p => p.Row, p => p.Text);
        foreach (var entry in reading.Entries)
        {
            var problem = string.Join("；", problems[entry.Row]);
            var counted = problem.Length == 0 && !result.IsRefused;
            if (counted && !units.Take(caseId, scheme, period, UnitOf(entry)))
            {
                throw new ConflictException("花名册中有婴幼儿刚刚由另一家机构申报了同一月份，请重新测算。");
            }

            db.Add(new RosterChild
            {
                Id = step.NewId(),
                CaseId = caseId,
                FileLine = entry.Row,
                MaskedName = RosterChild.MaskName(entry.Name),
                MaskedNumber = RosterChild.MaskNumber(entry.DocumentNumber),
                Fingerprint = RosterChild.FingerprintOf(step.TenantId, entry.DocumentNumber),
                BornOn = entry.BirthDate == default ? null : entry.BirthDate,
                ClassCode = entry.Class,
                IsCounted = counted,
                Problem = problem,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private bool IsTaken(Guid caseId, string scheme, string period, RosterEntry entry) => step.Sql.Scalar<long>(
        """
        select count(*) from granted_unit g join case_file c on c.tenant_id = g.tenant_id and c.id = g.case_id
        where g.tenant_id = @tenant and g.scheme_code = @scheme and g.period = @period and g.unit_key = @unit and g.case_id <> @case
            and c.status not in ('Refused', 'Withdrawn')
        """,
        ("tenant", step.TenantId), ("scheme", scheme), ("period", period), ("unit", UnitOf(entry)), ("case", caseId)) > 0;

    private string UnitOf(RosterEntry entry) => $"child/{RosterChild.FingerprintOf(step.TenantId, entry.DocumentNumber)}";
}
