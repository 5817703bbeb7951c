using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

/// <summary>Looks for due timers every second. Each node does it; a timer belongs to whoever removes its row.</summary>
public sealed partial class TimerLoop(TimerSweep sweep, TimeProvider time, ILogger<TimerLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
            }
            catch (Exception error) when (error is StorageUnavailableException or System.Data.Common.DbException)
            {
                Log.Unavailable(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Due timers could not be read; the next sweep tries again")]
        public static partial void Unavailable(ILogger logger, Exception error);
    }
}
