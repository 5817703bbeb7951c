using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>Holds the flows of a case: nothing moves them on until they are let go, except their end. What falls due meanwhile waits.</summary>
public sealed class CaseHold(Step step)
{
    /// <summary>Whether the flow of a task <c>t</c> is held, as a condition or a column of a statement about tasks.</summary>
    public const string OfTask = "exists (select 1 from workflow_instance w where w.tenant_id = t.tenant_id and w.id = t.instance_id and w.held_because is not null)";

    /// <param name="because">A sentence for whoever tries: who wants what, and who decides.</param>
    public void Begin(Guid caseId, string because) => Write(caseId, because);

    public void End(Guid caseId) => Write(caseId, null);

    public void RequireNone(Guid caseId) => RequireNone(step.Sql.Scalar<string?>(
        "select max(held_because) from workflow_instance where tenant_id = @tenant and case_id = @case", ("tenant", step.TenantId), ("case", caseId)));

    public static void RequireNone(string? because)
    {
        if (because is not null)
        {
            throw new ConflictException($"{because}您的操作没有生效。") { IsForNow = true };
        }
    }

    private void Write(Guid caseId, string? because) => step.Sql.Execute(
        "update workflow_instance set held_because = @because where tenant_id = @tenant and case_id = @case and sub_status not in ('Finished', 'Cancelled')",
        ("because", because), ("tenant", step.TenantId), ("case", caseId));
}
