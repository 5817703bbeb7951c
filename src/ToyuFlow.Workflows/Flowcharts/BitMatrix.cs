using System.Numerics;

namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>A square of bits, one row of which is a set of places.</summary>
internal sealed class BitMatrix(int size)
{
    private readonly int _words = (size + 63) / 64;
    private readonly ulong[] _bits = new ulong[size * ((size + 63) / 64)];

    public bool this[int row, int column]
    {
        get => (_bits[(row * _words) + (column >> 6)] & (1UL << (column & 63))) != 0;
        set => _bits[(row * _words) + (column >> 6)] |= value ? 1UL << (column & 63) : 0;
    }

    public int Count(int row)
    {
        var count = 0;
        foreach (var word in Row(row))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Adds another place and its row to a row. Returns whether that changed anything.</summary>
    public bool Merge(int row, int other)
    {
        var changed = !this[row, other];
        this[row, other] = true;
        var to = Row(row);
        var from = Row(other);
        for (var i = 0; i < to.Length; i++)
        {
            var merged = to[i] | from[i];
            changed |= merged != to[i];
            to[i] = merged;
        }

        return changed;
    }

    /// <summary>Keeps of a row only what is also in another; the first time, all of the other.</summary>
    public void Intersect(int row, int other, bool isFirst)
    {
        var to = Row(row);
        var from = Row(other);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = isFirst ? from[i] : to[i] & from[i];
        }
    }

    private Span<ulong> Row(int row) => _bits.AsSpan(row * _words, _words);
}
