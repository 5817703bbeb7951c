using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Inbox.Withdrawing;

public static class WithdrawingFeature
{
    public static IServiceCollection AddWithdrawing(this IServiceCollection services)
    {
        services.AddNotices(WithdrawalNotices.All);
        services.AddScoped<WithdrawalPause>();
        services.AddScoped<EndWithdrawnCase>();
        services.AddScoped<AskWithdrawal>();
        services.AddScoped<DecideWithdrawal>();
        services.AddScoped<WithdrawalReader>();
        services.AddSingleton(new CasePart(null, "Withdrawal") { Order = 85 });
        services.AddSingleton(new HeadPart("WaitingWithdrawals", provider => provider.GetRequiredService<WithdrawalReader>().CountMine()));
        return services;
    }
}
