namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>What the acts on a 督办单 are called, on its chain and in the audit.</summary>
public static class SupervisionWords
{
    /// <summary>As a key of the texts.</summary>
    public static string Of(SupervisionAct act) => act switch
    {
        SupervisionAct.Opened => "发出督办单",
        SupervisionAct.Answered => "答复",
        SupervisionAct.Returned => "退回重办",
        SupervisionAct.Closed => "销号",
        SupervisionAct.ExtensionAsked => "申请延期",
        SupervisionAct.ExtensionGranted => "同意延期",
        SupervisionAct.ExtensionRefused => "不同意延期",
        SupervisionAct.Moved => "变更责任人",
        _ => "标记逾期",
    };

    /// <summary>In the audit, after the point.</summary>
    public static string Code(SupervisionAct act) => act switch
    {
        SupervisionAct.ExtensionAsked => "extension-asked",
        SupervisionAct.ExtensionGranted => "extension-granted",
        SupervisionAct.ExtensionRefused => "extension-refused",
        _ => act.ToString().ToLowerInvariant(),
    };
}
