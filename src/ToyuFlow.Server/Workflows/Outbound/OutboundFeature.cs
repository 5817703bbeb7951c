using ToyuFlow.Server.Workflows.Delivery;

namespace ToyuFlow.Server.Workflows.Outbound;

public static class OutboundFeature
{
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetService<IConfiguration>()?.GetSection(OutboundOptions.Section).Get<OutboundOptions>() ?? new OutboundOptions());
        services.AddSingleton<OutboundClient>();
        services.AddSingleton<OutboundRequests>();
        services.AddHostedService<OutboundLoop>();
        services.AddSingleton(new TimerHandler(FollowUps.Request, (provider, timer, _) =>
        {
            provider.GetRequiredService<OutboundRequests>().Take(provider, timer);
            return Task.CompletedTask;
        }));
        return services;
    }
}
