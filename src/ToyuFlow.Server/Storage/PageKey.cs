using System.Globalization;

namespace ToyuFlow.Server.Storage;

/// <summary>Where a page of a list ends: the instant that the list is sorted by, and the id that tells equals apart.</summary>
public sealed record PageKey(DateTimeOffset At, Guid Id)
{
    /// <summary>Reads a key from an address; whatever is none is the first page.</summary>
    public static PageKey? Parse(string? text) =>
        text?.Split('-', 2) is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        && Guid.TryParseExact(id, "N", out var guid)
            ? new PageKey(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), guid)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Id:N}");
}

/// <summary>One page of a list that is read from a key forwards, or from a key backwards.</summary>
public sealed record KeyPage<T>(IReadOnlyList<T> Items, PageKey? Previous, PageKey? Next);

public static class KeyPage
{
    /// <param name="read">In the order of reading, one more than the page holds where there is more.</param>
    public static KeyPage<T> Of<T>(IReadOnlyList<T> read, int size, PageKey? after, PageKey? before, Func<T, PageKey> key)
    {
        var hasMore = read.Count > size;
        List<T> items = [.. read.Take(size)];
        if (before is not null)
        {
            items.Reverse();
        }

        var hasPrevious = before is null ? after is not null : hasMore;
        var hasNext = before is not null || hasMore;
        return new KeyPage<T>(items, hasPrevious && items.Count > 0 ? key(items[0]) : null, hasNext && items.Count > 0 ? key(items[^1]) : null);
    }
}
