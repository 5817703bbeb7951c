using System.Text.Json;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>一次性告知补正: one notice a case, complete the first time (行政许可法 第三十二条（四）). A second one is refused.</summary>
public sealed class IssueCorrectionNotice(Step step, Numbering numbering)
{
    public void Issue(Guid caseId, string opinion, IReadOnlyList<CorrectionItem> items)
    {
        var earlier = step.Sql.Scalar<long>(
            "select count(*) from correction_notice where tenant_id = @tenant and case_id = @case",
            ("tenant", step.TenantId), ("case", caseId));
        if (earlier > 0)
        {
            throw new InvalidInputException("action", "本件已经一次性告知过补正内容，不能再次要求补正；请受理，或者写明理由不予受理。");
        }

        step.Sql.Execute(
            """
            insert into correction_notice (tenant_id, id, case_id, number, opinion, items, served_at, served_by)
            values (@tenant, @id, @case, @number, @opinion, @items, @now, @who)
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("case", caseId), ("number", numbering.Next("correction", "补正〔{year}〕{n:0000}号")),
            ("opinion", opinion), ("items", JsonSerializer.Serialize(items, JournalJson.Options)), ("now", step.Now), ("who", step.Actor.Name));
    }
}
