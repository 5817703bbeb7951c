using System.Globalization;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Takes beds, children and months for a case, and gives them back. Runs inside a step.</summary>
public sealed class GrantedUnits(Step step)
{
    /// <summary>False when another case that is not over without payment has it already.</summary>
    public bool Take(Guid caseId, string scheme, string period, string unit)
    {
        // A case that ended without money keeps nothing from others, however it ended.
        step.Sql.Execute(
            """
            delete from granted_unit where tenant_id = @tenant and scheme_code = @scheme and period = @period and unit_key = @unit
                and case_id in (select id from case_file where tenant_id = @tenant and status in ('Refused', 'Withdrawn'))
            """,
            ("tenant", step.TenantId), ("scheme", scheme), ("period", period), ("unit", unit));
        return step.Sql.Execute(
            """
            insert into granted_unit (tenant_id, id, scheme_code, period, unit_key, case_id) values (@tenant, @id, @scheme, @period, @unit, @case)
            on conflict (tenant_id, scheme_code, period, unit_key) do nothing
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("scheme", scheme), ("period", period), ("unit", unit), ("case", caseId)) == 1;
    }

    /// <summary>Takes as many free beds of the institution as are wanted, from the first number up; returns how many it got.</summary>
    public int TakeBeds(Guid caseId, string scheme, Guid institutionId, int accepted, int wanted)
    {
        var taken = 0;
        for (var number = 1; number <= accepted && taken < wanted; number++)
        {
            taken += Take(caseId, scheme, "", string.Create(CultureInfo.InvariantCulture, $"bed/{institutionId:N}/{number}")) ? 1 : 0;
        }

        return taken;
    }

    public void Release(Guid caseId) => step.Sql.Execute(
        "delete from granted_unit where tenant_id = @tenant and case_id = @case", ("tenant", step.TenantId), ("case", caseId));
}
