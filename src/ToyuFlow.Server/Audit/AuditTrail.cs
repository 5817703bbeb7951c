using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Audit;

/// <summary>Writes the audit entry of an act into the act's own transaction: there is no act without its entry, nor the other way round.</summary>
public sealed class AuditTrail(Step step)
{
    public void Record(string action, string subjectKind, string subjectId, Guid? caseId = null, string detail = "") => step.Sql.Execute(
        """
        insert into audit_entry (tenant_id, id, at, person_id, who, is_automatic, action, subject_kind, subject_id, case_id, detail, operation_id)
        values (@tenant, @id, @at, @person, @who, @automatic, @action, @kind, @subject, @case, @detail, @operation)
        """,
        ("tenant", step.TenantId),
        ("id", step.NewId()),
        ("at", step.Now),
        ("person", step.Actor.PersonId),
        ("who", step.Actor.Name),
        ("automatic", step.Actor.IsSystem),
        ("action", action),
        ("kind", subjectKind),
        ("subject", subjectId),
        ("case", caseId),
        ("detail", detail),
        ("operation", step.OperationId));
}
