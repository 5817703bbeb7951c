namespace ToyuFlow.Server.Workflows.Delivery;

public static class DeliveryFeature
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddScoped<FollowUps>();
        services.AddScoped<PublishedTriggers>();
        services.AddScoped<Deliveries>();
        services.AddScoped<HttpTriggers>();
        On(FollowUps.Event, (deliveries, timer, _) =>
        {
            deliveries.Event(timer.Payload);
            return Task.CompletedTask;
        });
        On(FollowUps.Resume, (deliveries, timer, token) => deliveries.ResumeAsync(timer.SubjectId, timer.Payload, token));
        On(FollowUps.Start, (deliveries, timer, token) => deliveries.StartAsync(timer.SubjectId, timer.Payload, token));
        On(FollowUps.Child, (deliveries, timer, token) => deliveries.ChildAsync(timer.SubjectId, timer.Payload, token));
        On(FollowUps.Ended, (deliveries, timer, token) => deliveries.EndedAsync(timer.SubjectId, timer.Payload, token));
        On(FollowUps.Retry, (deliveries, timer, token) => deliveries.RetryAsync(timer.SubjectId, timer.Payload, token));
        services.AddSingleton(new TimerHandler(PublishedTriggers.Timer, (provider, timer, token) =>
            provider.GetRequiredService<PublishedTriggers>().FireAsync(provider.GetRequiredService<WorkflowHost>(), timer.SubjectId, timer.Payload, token)));
        return services;

        void On(string kind, Func<Deliveries, DueTimer, CancellationToken, Task> act) =>
            services.AddSingleton(new TimerHandler(kind, (provider, timer, token) => act(provider.GetRequiredService<Deliveries>(), timer, token)));
    }
}
