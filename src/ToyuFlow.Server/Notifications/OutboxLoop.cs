using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Sends right after a commit has queued something, and looks every half minute for what falls due again or was queued elsewhere.</summary>
public sealed partial class OutboxLoop(OutboxSender sender, OutboxSignal signal, ILogger<OutboxLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sender.RunAsync(stoppingToken);
            }
            catch (Exception error) when (error is StorageUnavailableException or System.Data.Common.DbException)
            {
                Log.Unavailable(logger, error);
            }

            await signal.WaitAsync(Pause, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read; the next round tries again")]
        public static partial void Unavailable(ILogger logger, Exception error);
    }
}
