using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inspections;

/// <summary>
/// Makes the plan of a period and the visits that it still lacks: every active institution, every role. Doing it again adds only institutions
/// filed since; two nodes that do it at once wait for each other at the plan's row. Runs inside a step.
/// </summary>
public sealed class MakePlan(ToyuDb db, Step step, PackCatalog packs, WorkingCalendar calendar, Applications applications, AuditTrail audit)
{
    public const string MatterCode = "inspection";

    public async Task<PlanOutcome> RunAsync(string programmeCode, InspectionPeriod period, CancellationToken cancellationToken)
    {
        var pack = packs[step.TenantId];
        var programme = pack.Inspection(programmeCode);
        var (planId, isNew) = Ensure(programme, period);
        var there = (await db.Set<InspectionVisit>().Where(v => v.PlanId == planId).Select(v => new { v.InstitutionId, v.Role, v.Number }).ToListAsync(cancellationToken))
            .Select(v => (v.InstitutionId, v.Role, v.Number)).ToHashSet();
        var institutions = await db.Set<Institution>().AsNoTracking().Where(i => i.Status == InstitutionStatus.Filed).OrderBy(i => i.Name).ToListAsync(cancellationToken);
        var due = DueOn(period);
        var added = 0;
        foreach (var institution in institutions.Where(i => ProgrammeScope.Covers(programme, i)))
        {
            foreach (var role in programme.Roles)
            {
                for (var number = 1; number <= programme.TimesPerPeriod; number++)
                {
                    if (there.Add((institution.Id, role, number)))
                    {
                        await AddAsync(pack, programme, period, planId, institution, role, number, due, cancellationToken);
                        added++;
                    }
                }
            }
        }

        if (isNew || added > 0)
        {
            audit.Record(isNew ? "inspection.planned" : "inspection.extended", "inspection-plan", planId.ToString(), detail: $"{programme.Name} {period.Name}，新增 {added} 次检查");
        }

        return new PlanOutcome(planId, isNew, added);
    }

    private (Guid Id, bool IsNew) Ensure(InspectionProgramme programme, InspectionPeriod period)
    {
        var inserted = step.Sql.Execute(
            """
            insert into inspection_plan (tenant_id, id, programme_code, programme_name, period, period_name, starts_at, ends_at, created_at)
            values (@tenant, @id, @code, @name, @period, @periodName, @starts, @ends, @now)
            on conflict (tenant_id, programme_code, period) do nothing
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("code", programme.Code), ("name", programme.Name), ("period", period.Code), ("periodName", period.Name),
            ("starts", BeijingTime.StartOf(period.First)), ("ends", BeijingTime.EndOf(period.Last)), ("now", step.Now));
        var plan = step.Sql.Single(
            "select id from inspection_plan where tenant_id = @tenant and programme_code = @code and period = @period" + step.Sql.ForUpdate,
            row => Tuple.Create(row.GetGuid(0)),
            ("tenant", step.TenantId), ("code", programme.Code), ("period", period.Code))!;
        return (plan.Item1, inserted > 0);
    }

    private async Task AddAsync(
        PolicyPack pack, InspectionProgramme programme, InspectionPeriod period, Guid planId, Institution institution, string role, int number, DateOnly due, CancellationToken cancellationToken)
    {
        var roleName = pack.Roles.GetValueOrDefault(role, role);
        var title = $"{programme.Name} {period.Name}（{roleName}）" + (programme.TimesPerPeriod > 1 ? $"第{number}次" : "");
        var input = new JsonObject
        {
            ["role"] = role,
            ["leadRole"] = pack.LeadRole,
            ["taskTitle"] = title,
            ["checklist"] = Checklist(programme, role, roleName),
            ["due"] = due.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };
        var file = await applications.BeginAsync(institution, MatterCode, title, new Dictionary<string, string>(), null, input, cancellationToken);
        db.Add(new InspectionVisit { Id = step.NewId(), PlanId = planId, InstitutionId = institution.Id, Role = role, Number = number, CaseId = file.Id, AddedAt = step.Now });
        await db.SaveChangesAsync(cancellationToken);
        // A county's plan is hundreds of rows: what is written is not tracked any longer.
        db.ChangeTracker.Clear();
    }

    /// <summary>The last working day of the period, or its last day for whoever is added after that.</summary>
    private DateOnly DueOn(InspectionPeriod period)
    {
        var due = period.Last;
        while (calendar.Covers(due) && !calendar.IsWorkingDay(due) && due > period.First)
        {
            due = due.AddDays(-1);
        }

        return due >= BeijingTime.DateOf(step.Now) ? due : period.Last;
    }

    private static JsonNode Checklist(InspectionProgramme programme, string role, string roleName)
    {
        // A pack without a list for a role still sends somebody who must be able to say what they found.
        var items = programme.Checklists.TryGetValue(role, out var listed) && listed.Count > 0
            ? listed.Select(i => new ChecklistItem(i.Code, i.Text) { Basis = i.Law })
            : [new ChecklistItem("X1", $"{roleName}职责范围内的安全和管理情况")];
        return JsonSerializer.SerializeToNode(items.ToList(), JournalJson.Options)!;
    }
}

public sealed record PlanOutcome(Guid PlanId, bool IsNew, int Added);
