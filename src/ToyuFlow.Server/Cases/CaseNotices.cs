using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Cases;

/// <summary>What people are told of the limits of a case, with the built-in words.</summary>
public static class CaseNotices
{
    private static readonly NoticeValue Who = new("who", "谁做的", "测试员甲");
    private static readonly NoticeValue What = new("what", "申请的内容", "“审查决定”延长 5 个工作日");
    private static readonly NoticeValue Clock = new("clock", "时限名称", "审查决定");

    public static readonly NoticeEvent ClockAsked = new(
        "clock.asked", NoticeKind.Task, "时限申请待决定",
        new("请您决定时限申请", "{{who}}申请{{what}}，请您决定。"), new("A limit for you to decide", "{{who}} asks: {{what}}. Please decide."), Who, What);

    public static readonly NoticeEvent ClockApproved = new(
        "clock.approved", NoticeKind.Result, "时限申请已批准",
        new("时限申请已批准", "{{who}}批准{{what}}。"), new("Limit approved", "{{who}} approves: {{what}}."), Who, What);

    public static readonly NoticeEvent ClockRefused = new(
        "clock.refused", NoticeKind.Result, "时限申请未批准",
        new("时限申请未批准", "{{who}}不同意{{what}}。"), new("Limit not approved", "{{who}} does not agree: {{what}}."), Who, What);

    public static readonly NoticeEvent ClockResumed = new(
        "clock.resumed", NoticeKind.Reminder, "挂起期满",
        new("挂起期满，已恢复计时", "“{{clock}}”挂起期满，系统已恢复计时，请及时办理。"),
        new("The clock runs again", "The pause of “{{clock}}” is over and its clock runs again; please act in time."), Clock);

    public static readonly NoticeEvent ClockChanged = new(
        "clock.changed", NoticeKind.Result, "告知申请人时限变化",
        new("办理时限有变化：{{number}}", "您的办件 {{number}} {{what}}。依据：{{basis}}。理由：{{reason}}"),
        new("The limit has changed: {{number}}", "Your case {{number}}: {{what}}. Basis: {{basis}}. Reason: {{reason}}"),
        new NoticeValue("number", "办件编号", "示例-2025-0001"), What, new("basis", "依据", "《行政许可法》第四十二条"), new("reason", "理由", "示例：情况复杂"));

    public static readonly IReadOnlyList<NoticeEvent> All = [ClockAsked, ClockApproved, ClockRefused, ClockResumed, ClockChanged];
}
