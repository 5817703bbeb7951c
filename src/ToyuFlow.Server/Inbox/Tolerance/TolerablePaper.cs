using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>A paper of a case that may be missing when it is accepted (非主审件), as the pack says.</summary>
public sealed record TolerablePaper(string Code, string Name, bool IsMissing)
{
    /// <summary>Those that the application must bring; of a case that an office began there are none, it brings no papers.</summary>
    public static IReadOnlyList<TolerablePaper> Of(Sql sql, PolicyPack pack, string tenantId, Guid caseId)
    {
        if (Asked(sql, pack, tenantId, caseId) is not { Count: > 0 } asked)
        {
            return [];
        }

        var there = sql.List(
            "select distinct code from case_material where tenant_id = @tenant and case_id = @case and is_superseded = @no",
            row => row.GetString(0), ("tenant", tenantId), ("case", caseId), ("no", false)).ToHashSet();
        return [.. asked.Select(m => new TolerablePaper(m.Code, m.Name, !there.Contains(m.Code)))];
    }

    private static List<Material> Asked(Sql sql, PolicyPack pack, string tenantId, Guid caseId) => sql.Single(
        "select matter_code, form from case_file where tenant_id = @tenant and id = @case and opened_by is not null",
        row => Tuple.Create(row.GetString(0), row.GetString(1)), ("tenant", tenantId), ("case", caseId)) is var (matterCode, form)
        ? [.. pack.Matters.FirstOrDefault(m => m.Code == matterCode)?.RequiredMaterials(CaseForm.Read(form)).Where(m => !m.IsEssential) ?? []]
        : [];
}
