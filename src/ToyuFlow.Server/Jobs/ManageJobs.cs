using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

/// <summary>An administrator pauses or resumes a job of their tenant, or asks for it to be run now. Runs inside a step.</summary>
public sealed class ManageJobs(Step step, IEnumerable<RecurringJob> jobs, AuditTrail audit)
{
    public void Pause(string code)
    {
        var job = Find(code);
        var added = step.Sql.Execute(
            "insert into job_pause (tenant_id, id, job_code, paused_at, paused_by) values (@tenant, @id, @code, @now, @who) on conflict (tenant_id, job_code) do nothing",
            ("tenant", step.TenantId), ("id", step.NewId()), ("code", job.Code), ("now", step.Now), ("who", step.Actor.Name));
        if (added > 0)
        {
            audit.Record("job.paused", "job", job.Code);
        }
    }

    public void Resume(string code)
    {
        var job = Find(code);
        if (step.Sql.Execute("delete from job_pause where tenant_id = @tenant and job_code = @code", ("tenant", step.TenantId), ("code", job.Code)) > 0)
        {
            audit.Record("job.resumed", "job", job.Code);
        }
    }

    /// <summary>Notes who asked; once that is committed the order goes to the scheduler (<see cref="JobOrders"/>).</summary>
    public void AskForRun(string code) => audit.Record("job.run", "job", Find(code).Code);

    private RecurringJob Find(string code) => jobs.FirstOrDefault(j => j.Code == code) ?? throw new MissingException("没有这项定时任务。");
}
