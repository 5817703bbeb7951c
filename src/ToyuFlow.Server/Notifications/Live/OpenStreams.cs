namespace ToyuFlow.Server.Notifications.Live;

/// <summary>The open streams of this node: of one person not more than a few, the oldest gives way; all of them end with the sign-out.</summary>
public sealed class OpenStreams
{
    public const int MostOfOne = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<CancellationTokenSource>> _open = [];

    public OpenStream Open(Guid personId)
    {
        var own = new CancellationTokenSource();
        CancellationTokenSource? oldest = null;
        lock (_lock)
        {
            if (!_open.TryGetValue(personId, out var streams))
            {
                _open[personId] = streams = [];
            }

            if (streams.Count >= MostOfOne)
            {
                oldest = streams[0];
                streams.RemoveAt(0);
            }

            streams.Add(own);
        }

        oldest?.Cancel();
        return new OpenStream(() => Close(personId, own), own.Token);
    }

    public int Count(Guid personId)
    {
        lock (_lock)
        {
            return _open.GetValueOrDefault(personId)?.Count ?? 0;
        }
    }

    public void End(Guid personId)
    {
        List<CancellationTokenSource>? streams;
        lock (_lock)
        {
            _open.Remove(personId, out streams);
        }

        streams?.ForEach(s => s.Cancel());
    }

    private void Close(Guid personId, CancellationTokenSource own)
    {
        lock (_lock)
        {
            if (_open.TryGetValue(personId, out var streams) && streams.Remove(own) && streams.Count == 0)
            {
                _open.Remove(personId);
            }
        }

        // Not disposed: whoever ends it at this moment still holds it, and without a timer it holds nothing.
    }
}

public sealed class OpenStream(Action close, CancellationToken ended) : IDisposable
{
    public CancellationToken Ended => ended;

    public void Dispose() => close();
}
