using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

public static class FundsFeature
{
    public static IServiceCollection AddFunds(this IServiceCollection services)
    {
        services.AddScoped<BudgetLines>();
        services.AddScoped<FundLedger>();
        services.AddSingleton<LedgerCheck>();
        services.AddSingleton(new CaseObstacle(CaseFunds.Obstacle));
        services.AddRecurringJob<LedgerCheckJob>(new("ledger-check", "核对资金台账", "0 30 2 * * ?", "每天 2:30", "由每一笔分录重新计算各预算科目的余额，核对没有超出额度。"));
        services.AddNavigation(
            new NavigationEntry(Areas.Finance, 20, "预算与指标", "/funds", "wallet", Policies.Staff),
            new NavigationEntry(Areas.SystemAdministrator, 80, "资金台账", "/funds", "wallet", Policies.Staff));
        return services;
    }
}
