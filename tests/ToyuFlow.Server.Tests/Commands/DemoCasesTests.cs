using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Commands;

public sealed class DemoCasesTests
{
    [Fact]
    public async Task The_demo_shows_work_at_every_stage_and_is_filled_once()
    {
        using var app = new ToyuFlowApp();
        var demo = app.Services.GetRequiredService<DemoCases>();
        await demo.FillAsync(CancellationToken.None);
        var cases = Cases(app);
        await demo.FillAsync(CancellationToken.None);
        Assert.Equal(cases, Cases(app));
        Assert.Equal(
            ["accept", "accept", "acceptance-food", "correct", "financeReview", "review", "visit"],
            app.Read(sql => sql.List("select distinct step_code || case when step_code = 'accept' then case_id else '' end, step_code from work_task where status = 'Open'", row => row.GetString(1)))
                .Where(code => !code.StartsWith("acceptance-", StringComparison.Ordinal) || code == "acceptance-food").Order(StringComparer.Ordinal));
        Assert.Equal(0, app.Read(sql => sql.Scalar<long>("select count(*) from incident")));
        Assert.All(app.Read(sql => sql.List("select distinct action from audit_entry", row => row.GetString(0))), code => Assert.Contains(code, AuditWords.Actions));
        Assert.All(app.Read(sql => sql.List("select distinct subject_kind from audit_entry", row => row.GetString(0))), code => Assert.Contains(code, AuditWords.Subjects));
    }

    private static long Cases(ToyuFlowApp app) => app.Read(sql => sql.Scalar<long>("select count(*) from case_file"));
}
