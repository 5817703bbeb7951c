using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Waking;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Subsidies;

public static class SubsidiesFeature
{
    public static IServiceCollection AddSubsidies(this IServiceCollection services)
    {
        services.AddScoped<GrantedUnits>();
        services.AddScoped<ImportRoster>();
        services.AddScoped<CalculateSubsidy>();
        services.AddScoped<ClaimReader>();
        services.AddScoped<WakeClaim>();
        services.AddSingleton(new CaseWoken((provider, caseId, token) => provider.GetRequiredService<WakeClaim>().RunAsync(caseId, token)));
        services.AddSingleton(new CasePart(null, "Claim") { Order = 30 });
        services.AddActivity<CalculateSubsidyActivity>(new(
            CalculateSubsidyActivity.TypeName, 1, "补助测算", "托育", "按政策包的补助标准测算金额，核对条件，保存测算说明。",
            [], [new ActivityOutput("Result", DataType.Object, "测算结果")], ActivityPorts.Fixed("Eligible", "NotEligible", "NeedsDecision"))
        {
            MayRepeat = true,
        });
        return services;
    }
}
