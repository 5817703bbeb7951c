using ToyuFlow.Server.Calendar;

namespace ToyuFlow.Server.Jurisdictions;

public static class PackLimits
{
    /// <summary>The limit to work to, by the code of a deadline or a parameter, or as a limit written out such as "5 wd".</summary>
    /// <exception cref="InvalidOperationException">Neither the document nor the tenant gives it.</exception>
    public static Limit WorkingLimit(this PolicyPack pack, string code)
    {
        if (char.IsAsciiDigit(code[0]))
        {
            return Limit.Parse(code);
        }

        if (pack.Deadlines.FirstOrDefault(d => d.Code == code) is { } deadline)
        {
            return deadline.Working ?? throw new InvalidOperationException($"时限“{deadline.Name}”还没有设置，请管理员在“政策包”中设置后重试。");
        }

        return pack.Limit(code);
    }
}
