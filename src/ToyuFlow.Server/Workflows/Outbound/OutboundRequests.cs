using System.Text.Json.Nodes;
using System.Threading.Channels;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Delivery;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Workflows.Outbound;

/// <summary>
/// Requests that committed steps have asked for. The row of a request is put off while a node holds it: when that node dies, another sends it
/// again, under the same operation id. The answer resumes the activity in a step of its own.
/// </summary>
public sealed partial class OutboundRequests(Steps steps, OutboundClient client, ILogger<OutboundRequests> logger)
{
    /// <summary>Longer than a request may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly Channel<Asked> _asked = Channel.CreateUnbounded<Asked>();

    /// <summary>In the step that takes the row: holds the request for this node and sends it after the commit.</summary>
    public void Take(IServiceProvider services, DueTimer timer)
    {
        var (step, instanceId) = (services.GetRequiredService<Step>(), Guid.Parse(timer.Payload["instance"]!.GetValue<string>()));
        if (services.GetRequiredService<InstanceStore>().Load(instanceId).State.Bookmarks.FirstOrDefault(b => b.Id == timer.SubjectId.ToString()) is not { Kind: BookmarkKinds.HttpRequest } waiting)
        {
            return;
        }

        services.GetRequiredService<Timers>().Set(FollowUps.Request, timer.SubjectId, step.Now + Lease, timer.Payload);
        step.Afterwards(() => _asked.Writer.TryWrite(new Asked(timer.TenantId, instanceId, timer.SubjectId, waiting.Payload)));
    }

    /// <summary>Sends what this node holds, until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var asked in _asked.Reader.ReadAllAsync(cancellationToken))
        {
            await SendAsync(asked, cancellationToken);
        }
    }

    /// <summary>Sends what this node holds now; returns how many.</summary>
    public async Task<int> SendHeldAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        for (; _asked.Reader.TryRead(out var asked); sent++)
        {
            await SendAsync(asked, cancellationToken);
        }

        return sent;
    }

    private async Task SendAsync(Asked asked, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.SendAsync(asked.Request, asked.BookmarkId.ToString(), cancellationToken);
            await steps.RunAsync<WorkflowHost>(Actor.System(asked.TenantId), $"request:{asked.BookmarkId}", (host, token) => host.ResumeAsync(asked.InstanceId, asked.BookmarkId, answer, token), cancellationToken);
        }
        catch (Exception error) when (error is RefusedException or StorageUnavailableException or System.Data.Common.DbException)
        {
            // A workflow that has gone on without the answer wants none; after any other failure the row falls due again.
            Log.NotTaken(logger, error, asked.BookmarkId);
        }
    }

    private sealed record Asked(string TenantId, Guid InstanceId, Guid BookmarkId, JsonObject Request);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to request {BookmarkId} could not be handed over")]
        public static partial void NotTaken(ILogger logger, Exception error, Guid bookmarkId);
    }
}

/// <summary>Keeps sending.</summary>
public sealed class OutboundLoop(OutboundRequests requests) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => requests.RunAsync(stoppingToken)));
}
