using System.Globalization;

namespace ToyuFlow.Server.Storage;

/// <summary>An amount in yuan, kept as whole 分. Arithmetic is checked: an overflow throws instead of turning into another amount.</summary>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static Money Zero => default;

    public decimal Yuan => Fen / 100m;

    public bool IsZero => Fen == 0;

    public bool IsNegative => Fen < 0;

    /// <exception cref="ArgumentException">The amount has a part smaller than a 分.</exception>
    public static Money FromYuan(decimal yuan)
    {
        var fen = yuan * 100m;
        return fen == decimal.Truncate(fen)
            ? new Money(decimal.ToInt64(fen))
            : throw new ArgumentException($"金额 {yuan.ToString(CultureInfo.InvariantCulture)} 元小于一分的部分无法记账，最多两位小数。", nameof(yuan));
    }

    /// <summary>Reads what a person typed: `14600`, `14,600.00` or `￥14,600`. More than two decimals is refused, not rounded.</summary>
    public static bool TryParse(string? text, out Money money)
    {
        money = default;
        var digits = text?.Trim().TrimStart('￥', '¥').Replace("，", ",", StringComparison.Ordinal);
        const NumberStyles Style = NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(digits, Style, CultureInfo.InvariantCulture, out var yuan) || Math.Abs(yuan) > long.MaxValue / 100)
        {
            return false;
        }
        if (yuan * 100m != decimal.Truncate(yuan * 100m))
        {
            return false;
        }
        money = FromYuan(yuan);
        return true;
    }

    public static Money Sum(IEnumerable<Money> amounts)
    {
        var sum = Zero;
        foreach (var amount in amounts)
        {
            sum += amount;
        }
        return sum;
    }

    public static Money Min(Money left, Money right) => left <= right ? left : right;

    public static Money Max(Money left, Money right) => left >= right ? left : right;

    /// <summary>
    /// Splits by weights (1:1, or 30:70). The parts always sum to the whole: each gets its share rounded down,
    /// and what is left goes, one 分 at a time, to the largest remainders; the first of equal remainders comes first.
    /// </summary>
    public IReadOnlyList<Money> Split(params ReadOnlySpan<long> weights)
    {
        var total = 0L;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            total = checked(total + weight);
        }
        ArgumentOutOfRangeException.ThrowIfZero(total, nameof(weights));

        var whole = Int128.Abs(Fen);
        var parts = new long[weights.Length];
        var remainders = new long[weights.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (quotient, remainder) = Int128.DivRem(whole * weights[i], total);
            (parts[i], remainders[i]) = ((long)quotient, (long)remainder);
        }

        var left = (int)(whole - parts.Aggregate(Int128.Zero, (sum, part) => sum + part));
        foreach (var index in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).Take(left))
        {
            parts[index]++;
        }
        var sign = Fen < 0 ? -1 : 1;
        return [.. parts.Select(part => new Money(part * sign))];
    }

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    public override string ToString() => Yuan.ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>大写金额, as receipts and payment vouchers require it.</summary>
    public string ToChinese() => ChineseAmount.Write(Fen);

    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));

    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));

    public static Money operator -(Money amount) => new(checked(-amount.Fen));

    public static Money operator *(Money amount, long times) => new(checked(amount.Fen * times));

    public static Money operator *(long times, Money amount) => amount * times;

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;
}
