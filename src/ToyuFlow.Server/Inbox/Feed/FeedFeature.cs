using System.Threading.RateLimiting;

namespace ToyuFlow.Server.Inbox.Feed;

public static class FeedFeature
{
    private const string Limit = "calendar-feed";
    private const int ReadsAMinute = 30;

    public static IServiceCollection AddFeed(this IServiceCollection services)
    {
        services.AddScoped<KeepFeed>();
        services.AddSingleton<FeedReader>();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = ReadsAMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        return services;
    }

    /// <summary>A calendar program has no session; the address is all that it knows.</summary>
    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapGet($"{FeedModel.Path}/{{secret}}.ics", Read).AllowAnonymous().RequireRateLimiting(Limit);

    private static IResult Read(string secret, HttpContext context, FeedReader reader, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return reader.Read(secret) is { } events
            ? Results.Text(CalendarText.Write(events, time.GetUtcNow(), context.Request.Host.Host, $"{context.Request.Scheme}://{context.Request.Host}"), CalendarText.ContentType)
            : Results.NotFound();
    }
}
