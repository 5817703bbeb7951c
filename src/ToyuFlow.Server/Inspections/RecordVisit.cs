using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

/// <summary>Keeps what an inspector found, point by point, and opens a finding for each point that failed. Runs inside a step.</summary>
public sealed class RecordVisit(ToyuDb db, Step step, CaseHistory history, AuditTrail audit)
{
    /// <param name="decision">The result of the inspector's task: { opinion, answers: { severity, checks }, taskId }.</param>
    /// <returns>How many points failed.</returns>
    public async Task<int> RunAsync(Guid caseId, JsonObject decision, CancellationToken cancellationToken)
    {
        var visit = await db.Set<InspectionVisit>().FirstOrDefaultAsync(v => v.CaseId == caseId, cancellationToken)
            ?? throw new InvalidOperationException("这次检查不在检查计划中。");
        var answers = decision["answers"]?.AsObject() ?? [];
        var checks = Checks(visit.Id, answers);
        var failures = checks.Where(c => c.Verdict == CheckVerdict.Fail).ToList();
        FindingSeverity? severity = Enum.TryParse<FindingSeverity>(Text(answers, "severity"), ignoreCase: true, out var chosen) ? chosen : null;
        if (failures.Count > 0 && severity is null)
        {
            throw new InvalidInputException("field-severity", $"有 {failures.Count} 项不合格，请选择问题等级，整改期限按等级确定。");
        }

        visit.Record(UnitOf(Text(decision, "taskId")), step.Actor.Name, failures.Count, severity, Text(decision, "opinion"), step.Now);
        db.AddRange(checks);
        db.AddRange(failures.Select(f => new InspectionFinding
        {
            Id = step.NewId(),
            VisitId = visit.Id,
            ItemCode = f.ItemCode,
            Text = f.Text,
            Problem = f.Remark,
            Severity = severity!.Value,
            FoundAt = step.Now,
        }));
        history.Say(caseId, failures.Count == 0
            ? $"{visit.UnitName}检查合格，共检查 {checks.Count} 项。"
            : $"{visit.UnitName}检查发现 {failures.Count} 项{severity!.Value.Name()}，责令限期整改。", automatic: true);
        audit.Record("inspection.recorded", "inspection-visit", visit.Id.ToString(), caseId, $"{checks.Count}/{failures.Count}");
        await db.SaveChangesAsync(cancellationToken);
        return failures.Count;
    }

    private List<VisitCheck> Checks(Guid visitId, JsonObject answers) =>
        [.. (answers["checks"]?.AsArray() ?? []).OfType<JsonObject>().Select((check, position) => new VisitCheck
        {
            Id = step.NewId(),
            VisitId = visitId,
            Position = position,
            ItemCode = Text(check, "code"),
            Text = Text(check, "text"),
            Remark = Text(check, "remark"),
            Verdict = Text(check, "result") switch
            {
                "pass" => CheckVerdict.Pass,
                "fail" => CheckVerdict.Fail,
                _ => CheckVerdict.NotApplicable,
            },
        })];

    private string UnitOf(string taskId) => Guid.TryParse(taskId, out var id)
        ? step.Sql.Scalar<string>(
            "select u.name from work_task t join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id where t.tenant_id = @tenant and t.id = @id",
            ("tenant", step.TenantId), ("id", id)) ?? ""
        : "";

    private static string Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
