namespace ToyuFlow.Server.Cases.ClockChanges;

/// <summary>Why time may not be counted.</summary>
public static class ClockBases
{
    /// <summary>A local rule, whose name must then be written; shown with a mark, for it is not one of the law's.</summary>
    public const string Local = "local";

    /// <summary>行政许可法 第四十五条, in the words of the article.</summary>
    public static readonly IReadOnlyList<string> OfLaw = ["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"];

    /// <summary>行政许可法 第四十二条: ten days more, once, with the approval of the head.</summary>
    public const int MostDaysMore = 10;

    public const int LongestPause = 120;

    public static string Words(string basis, string local) => basis == Local ? $"本地规定：{local.Trim()}（不属于行政许可法第四十五条所列情形）" : $"行政许可法第四十五条：{basis}";
}
