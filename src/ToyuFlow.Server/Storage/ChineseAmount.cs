namespace ToyuFlow.Server.Storage;

/// <summary>Writes an amount in the formal numerals of 支付结算办法 附一: 整 follows 元, zeros in the middle become one 零.</summary>
internal static class ChineseAmount
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];

    public static string Write(long fen)
    {
        var amount = UInt128.CreateChecked(Int128.Abs(fen));
        var yuan = (ulong)(amount / 100);
        var (jiao, cents) = ((int)(amount % 100) / 10, (int)(amount % 10));
        var sign = fen < 0 ? "负" : "";
        var whole = yuan > 0 ? Integer(yuan) + "元" : "";
        return sign + (jiao, cents) switch
        {
            (0, 0) => yuan > 0 ? whole + "整" : "零元整",
            (0, _) => whole + (yuan > 0 ? "零" : "") + Digits[cents] + "分",
            (_, 0) => whole + Digits[jiao] + "角",
            _ => $"{whole}{Digits[jiao]}角{Digits[cents]}分",
        };
    }

    private static string Integer(ulong number) => number switch
    {
        >= 100_000_000 => Join(number, 100_000_000, "亿"),
        >= 10_000 => Join(number, 10_000, "万"),
        _ => BelowTenThousand((int)number),
    };

    private static string Join(ulong number, ulong unit, string name)
    {
        var (high, low) = (number / unit, number % unit);
        var gap = low > 0 && low < unit / 10 ? "零" : "";
        return Integer(high) + name + gap + (low > 0 ? Integer(low) : "");
    }

    private static string BelowTenThousand(int number)
    {
        var text = "";
        var skipped = false;
        for (var place = 3; place >= 0; place--)
        {
            var digit = number / (int)Math.Pow(10, place) % 10;
            if (digit == 0)
            {
                skipped = text.Length > 0;
                continue;
            }
            text += (skipped ? "零" : "") + Digits[digit] + Places[place];
            skipped = false;
        }
        return text;
    }
}
