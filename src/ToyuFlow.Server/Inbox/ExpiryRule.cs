namespace ToyuFlow.Server.Inbox;

/// <summary>What happens when a task's limit passes.</summary>
public enum ExpiryRule
{
    None,
    Remind,

    /// <summary>超时自动通过（系统）; where several sign, whoever has not counts as a yes.</summary>
    Pass,

    /// <summary>超时自动不通过（系统）; where several sign, whoever has not counts as a no.</summary>
    Fail,

    /// <summary>票签: whoever has not voted counts as an abstention.</summary>
    Abstain,

    /// <summary>
    /// 期满视为受理（系统）, 行政许可法 第三十二条: whoever was not told in time what is missing is accepted from the day on which the papers came. The clocks that
    /// start with the acceptance count from that day.
    /// </summary>
    Deem,

    /// <summary>Goes to the head of the unit.</summary>
    Escalate,
}
