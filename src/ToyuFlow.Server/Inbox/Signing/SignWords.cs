namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>What the ways of signing are called; keys of the texts.</summary>
public static class SignWords
{
    public const string PassedByClock = "超时自动通过（系统）";
    public const string DeemedByClock = "期满视为受理（系统）";
    public const string RefusedByClock = "超时自动不通过（系统）";

    public static string Of(SignMode mode) => mode switch
    {
        SignMode.Single => "加签",
        SignMode.Any => "或签",
        SignMode.Sequence => "依次签办",
        SignMode.Vote => "票签",
        SignMode.Groups => "多部门会签",
        _ => "会签",
    };

    public static string Of(SignKind kind) => kind switch
    {
        SignKind.Before => "前加签",
        SignKind.After => "后加签",
        SignKind.Beside => "并加签",
        _ => "签办",
    };

    /// <summary>Among those added together.</summary>
    public static string Method(SignMode method) => method switch { SignMode.Any => "一人同意即可", SignMode.Sequence => "依次", _ => "全部同意" };

    public static string ByClock(Vote vote) => vote switch { Vote.Yes => "超时计为同意（系统）", Vote.No => "超时计为不同意（系统）", _ => "超时计为弃权（系统）" };

    /// <summary>Of <see cref="TaskActs"/>.</summary>
    public static string Act(SignKind kind) => kind switch { SignKind.Before => TaskActs.AddBefore, SignKind.After => TaskActs.AddAfter, _ => TaskActs.AddBeside };
}
