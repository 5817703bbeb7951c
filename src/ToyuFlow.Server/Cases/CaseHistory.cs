using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>Writes sentences into the timeline of a case, and notes which units take part. Plain SQL: every completion of a task does it.</summary>
public sealed class CaseHistory(Step step)
{
    public void Say(Guid caseId, string sentence, bool forApplicant = true, string? opinion = null, bool automatic = false) => step.Sql.Execute(
        """
        insert into timeline_entry (tenant_id, id, case_id, at, sentence, who, is_automatic, for_applicant, opinion)
        values (@tenant, @id, @case, @at, @sentence, @who, @automatic, @applicant, @opinion)
        """,
        ("tenant", step.TenantId),
        ("id", step.NewId()),
        ("case", caseId),
        ("at", step.Now),
        ("sentence", sentence),
        ("who", automatic ? Actor.SystemName : step.Actor.Name),
        ("automatic", automatic || step.Actor.IsSystem),
        ("applicant", forApplicant),
        ("opinion", opinion));

    public void TakesPart(Guid caseId, Guid unitId) => step.Sql.Execute(
        "insert into case_unit (tenant_id, id, case_id, unit_id) values (@tenant, @id, @case, @unit) on conflict (tenant_id, case_id, unit_id) do nothing",
        ("tenant", step.TenantId), ("id", step.NewId()), ("case", caseId), ("unit", unitId));

    /// <summary>Moves the case to a status and raises its revision.</summary>
    public void SetStatus(Guid caseId, CaseStatus status)
    {
        var closed = status is CaseStatus.Approved or CaseStatus.Refused or CaseStatus.Withdrawn;
        step.Sql.Execute(
            "update case_file set status = @status, revision = revision + 1, closed_at = @closed, accepted_at = coalesce(accepted_at, @accepted) where tenant_id = @tenant and id = @id",
            ("status", status), ("closed", closed ? step.Now : null), ("accepted", status == CaseStatus.Accepted ? step.Now : null), ("tenant", step.TenantId), ("id", caseId));
    }
}
