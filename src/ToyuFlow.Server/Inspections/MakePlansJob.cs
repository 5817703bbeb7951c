using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

/// <summary>Each working morning: the plan of the current period of every programme that has a rhythm, one step a plan.</summary>
public sealed class MakePlansJob(PackCatalog packs, WorkingCalendar calendar, Steps steps, TimeProvider time) : IRecurringJob
{
    public async Task<string> RunAsync(string tenantId, CancellationToken cancellationToken)
    {
        var said = new List<string>();
        foreach (var programme in packs[tenantId].Inspections.Where(p => p.Frequency is not null))
        {
            said.Add($"{programme.Name}：{await MakeAsync(tenantId, programme, cancellationToken)}");
        }

        return said.Count == 0 ? "政策包中没有定期检查。" : string.Join("；", said) + "。";
    }

    private async Task<string> MakeAsync(string tenantId, InspectionProgramme programme, CancellationToken cancellationToken)
    {
        var missing = packs[tenantId].MustBeConfigured($"inspection:{programme.Code}");
        if (missing.Count > 0)
        {
            return "未启用，" + string.Join("，", missing.Select(m => m.What));
        }

        if (programme.Coverage == Coverage.Sample)
        {
            return "未启用，随机抽查的对象由人工确定";
        }

        var today = BeijingTime.DateOf(time.GetUtcNow());
        var period = InspectionPeriod.Of(programme.Frequency!.Value, today);
        if (today < calendar.NextWorkingDayOnOrAfter(period.First))
        {
            return $"{period.Name}从第一个工作日开始";
        }

        var outcome = await steps.RunAsync(
            Actor.System(tenantId), null, (MakePlan make, CancellationToken token) => make.RunAsync(programme.Code, period, token), cancellationToken);
        return (outcome.IsNew, outcome.Added) switch
        {
            (true, var n) => $"{period.Name}计划已建立，检查 {n} 次",
            (false, > 0) => $"{period.Name}增加检查 {outcome.Added} 次",
            _ => $"{period.Name}没有变化",
        };
    }
}
