using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>
/// Why a case may be neither withdrawn (撤件) nor woken (唤醒): a document or a payment has come of it. A sentence that says what and what to do instead;
/// null when there is nothing. A feature registers its own.
/// </summary>
public sealed record CaseObstacle(Func<Sql, string, Guid, string?> Find);

public sealed class CaseObstacles(IEnumerable<CaseObstacle> obstacles)
{
    public string? Of(Sql sql, string tenantId, Guid caseId) => obstacles.Select(o => o.Find(sql, tenantId, caseId)).FirstOrDefault(why => why is not null);

    public void RequireNone(Step step, Guid caseId)
    {
        if (Of(step.Sql, step.TenantId, caseId) is { } why)
        {
            throw new ConflictException(why);
        }
    }
}
