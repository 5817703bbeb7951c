using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Funds;

public static class FundsFeature
{
    public static IServiceCollection AddFunds(this IServiceCollection services)
    {
        services.AddScoped<BudgetLines>();
        services.AddScoped<FundLedger>();
        services.AddSingleton<LedgerCheck>();
        services.AddNavigation(
            new NavigationEntry(Areas.Finance, 20, "预算与指标", "/funds", "wallet", Policies.Staff),
            new NavigationEntry(Areas.SystemAdministrator, 80, "资金台账", "/funds", "wallet", Policies.Staff));
        return services;
    }
}
