using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inspections;

/// <summary>Brings an institution to its visit by the fire department, and that visit to its findings.</summary>
internal sealed class InspectionDriver(ToyuFlowApp app, CaseDriver cases)
{
    public const string Operator = "luxian-operator";
    public const string Inspector = "luxian-fire-inspect";
    public const string Institution = "示例·青苹果托育园";

    public async Task<Guid> VisitAsync()
    {
        await app.FileAsync(Institution, Operator);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakePlansJob>().RunAsync(ToyuFlowApp.Tenant, CancellationToken.None);
        return One("select case_id from inspection_visit where role = 'FIRE'");
    }

    /// <summary>The inspector finds the first two points wanting.</summary>
    public async Task FindAsync(Guid visit, string? severity)
    {
        var answers = severity is null ? [] : new[] { ("severity", severity) };
        var input = cases.Input(Assert.Single(cases.OpenTasks(visit)), "Submit", "请立即清理疏散通道", answers);
        var checks = input.Checks.Select((check, i) => i < 2 ? check with { Result = "fail", Remark = "楼梯口堆放杂物" } : check).ToList();
        await app.AsAsync<CompleteTask, TaskOutcome>(Inspector, (complete, token) => complete.RunAsync(input with { Checks = checks }, token));
    }

    public Task SubmitAsync(Guid rectification) => cases.DecideAsync(rectification, "rectify", Operator, "Submit", "", ("measures", "已清理疏散通道并更换灭火器"));

    public Guid CaseOfRectification() => One("select case_id from rectification");

    public Guid One(string query) => app.Read(sql => sql.Single(query, row => Tuple.Create(row.GetGuid(0))))!.Item1;
}
