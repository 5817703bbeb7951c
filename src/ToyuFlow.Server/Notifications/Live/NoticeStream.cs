using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Live;

/// <summary>/notifications/stream: the numbers of the top bar as server-sent events, whenever a step has changed them.</summary>
public static class NoticeStream
{
    /// <summary>Between two looks when steps follow each other closely.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What another node has committed is seen after so long at most.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    /// <summary>Then the browser connects again and its right to is asked anew.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static void AddNoticeStream(this IServiceCollection services)
    {
        services.AddSingleton<OpenStreams>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).PostConfigure<OpenStreams>((cookie, streams) =>
        {
            var before = cookie.Events.OnSigningOut;
            cookie.Events.OnSigningOut = async context =>
            {
                await before(context);
                if (Guid.TryParse(context.HttpContext.User.FindFirst(Claims.PersonId)?.Value, out var person))
                {
                    streams.End(person);
                }
            };
        });
    }

    public static void MapNoticeStream(this IEndpointRouteBuilder routes) => routes.MapGet(FrameLinks.Stream, RunAsync).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();

    private static async Task RunAsync(
        HttpContext context, IFrameCounts counts, CurrentUser user, OpenStreams streams, CommitSignal commits, IHostApplicationLifetime lifetime)
    {
        using var stream = streams.Open(user.PersonId);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stream.Ended, lifetime.ApplicationStopping);
        end.CancelAfter(Longest);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await PushAsync(context, counts, () => commits.Next(user.TenantId), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was closed, the person signed out, or the server stops.
        }
    }

    private static async Task PushAsync(HttpContext context, IFrameCounts counts, Func<Task> next, CancellationToken cancellationToken)
    {
        FrameCounts? told = null;
        while (true)
        {
            var changed = next();
            var now = await counts.OfAsync(context.User, cancellationToken);
            // A comment line finds out that the other side is gone.
            await context.Response.WriteAsync(now == told ? ":\n\n" : string.Create(CultureInfo.InvariantCulture, $"data: {{\"todo\":{now.Todo},\"unread\":{now.Unread}}}\n\n"), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            told = now;
            await Task.WhenAny(changed, Task.Delay(Look, cancellationToken));
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
