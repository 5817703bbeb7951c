using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>What people are told of withdrawals, with the built-in words.</summary>
public static class WithdrawalNotices
{
    private static readonly NoticeValue Who = new("who", "谁做的", "测试员甲");
    private static readonly NoticeValue Number = new("number", "办件编号", "示例-2025-0001");
    private static readonly NoticeValue Title = new("title", "办件名称", "示例：托育机构备案");
    private static readonly NoticeValue Reason = new("reason", "理由", "示例：开办计划有变");
    private static readonly NoticeValue Unit = new("unit", "单位", "示例县卫生健康局");

    public static readonly NoticeEvent Asked = new(
        "withdrawal.asked", NoticeKind.Task, "撤件申请待决定",
        new("请您决定撤件申请：{{number}}", "{{who}}申请撤回“{{title}}”（{{number}}），请您决定。理由：{{reason}}"),
        new("A withdrawal for you to decide: {{number}}", "{{who}} asks to withdraw “{{title}}” ({{number}}); please decide. Reason: {{reason}}"), Who, Title, Number, Reason);

    public static readonly NoticeEvent Held = new(
        "withdrawal.held", NoticeKind.Task, "申请人申请撤件，暂停办理",
        new("暂停办理：{{number}}", "“{{title}}”（{{number}}）的申请人申请撤件，等{{unit}}负责人决定，决定之前暂停办理、不计入时限。"),
        new("On hold: {{number}}", "The applicant of “{{title}}” ({{number}}) asks to withdraw it; until the head of {{unit}} has decided it is on hold and its limits stand."), Title, Number, Unit);

    public static readonly NoticeEvent Withdrawn = new(
        "withdrawal.done", NoticeKind.Result, "已撤件",
        new("已撤件：{{number}}", "“{{title}}”（{{number}}）已按您的要求撤件，办理已经结束；需要时可以重新申请。"),
        new("Withdrawn: {{number}}", "“{{title}}” ({{number}}) was withdrawn as you asked; you may apply again whenever you need."), Title, Number);

    public static readonly NoticeEvent Ended = new(
        "withdrawal.ended", NoticeKind.Result, "办件已撤件（告知办理人）",
        new("申请人已撤件：{{number}}", "“{{title}}”（{{number}}）已撤件，不用再办理。理由：{{reason}}"),
        new("Withdrawn by the applicant: {{number}}", "“{{title}}” ({{number}}) was withdrawn; nothing more is to be done. Reason: {{reason}}"), Title, Number, Reason);

    public static readonly NoticeEvent Refused = new(
        "withdrawal.refused", NoticeKind.Result, "不同意撤件",
        new("不同意撤件：{{number}}", "“{{title}}”（{{number}}）的撤件申请没有同意，本件继续办理。理由：{{reason}}"),
        new("Withdrawal refused: {{number}}", "The withdrawal of “{{title}}” ({{number}}) was refused; the case goes on. Reason: {{reason}}"), Title, Number, Reason);

    public static readonly NoticeEvent GoesOn = new(
        "withdrawal.goes-on", NoticeKind.Task, "撤件未成，继续办理",
        new("继续办理：{{number}}", "“{{title}}”（{{number}}）没有撤件，已恢复计时，请继续办理。"),
        new("Goes on: {{number}}", "“{{title}}” ({{number}}) was not withdrawn; its clocks run again, please go on."), Title, Number);

    public static readonly IReadOnlyList<NoticeEvent> All = [Asked, Held, Withdrawn, Ended, Refused, GoesOn];
}
