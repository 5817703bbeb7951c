using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>What people are told of a promise, with the built-in words.</summary>
public static class ToleranceNotices
{
    private static readonly NoticeValue Number = new("number", "办件编号", "示例-2025-0001");
    private static readonly NoticeValue Papers = new("papers", "容缺的材料", "示例：开办资金证明");
    private static readonly NoticeValue Day = new("day", "补齐的最后一天", "2025-03-14");
    private static readonly NoticeValue Who = new("who", "谁做的", "测试员甲");
    private static readonly NoticeValue Reason = new("reason", "理由", "示例：缺少公章");
    private static readonly NoticeValue Institution = new("institution", "机构名称", "示例·小橙子托育园");

    public static readonly NoticeEvent Accepted = new(
        "tolerance.accepted", NoticeKind.Result, "容缺受理",
        new("容缺受理：{{number}}", "您的办件 {{number}} 已容缺受理，请在 {{day}} 前补齐：{{papers}}。补齐之前不发放办理结果。"),
        new("Accepted with gaps: {{number}}", "Your case {{number}} is accepted. Please hand in by {{day}}: {{papers}}. The result is withheld until then."), Number, Papers, Day);

    public static readonly NoticeEvent Reminder = new(
        "tolerance.reminder", NoticeKind.Reminder, "容缺补齐提醒",
        new("请补齐容缺材料：{{number}}", "办件 {{number}} 的容缺材料请在 {{day}} 前补齐：{{papers}}。逾期不补，承诺记为未履行，以后不再容缺受理。"),
        new("Please hand in: {{number}}", "Case {{number}}: please hand in by {{day}}: {{papers}}. A promise that is not kept is recorded, and there will be no other."), Number, Papers, Day);

    public static readonly NoticeEvent HandedIn = new(
        "tolerance.handed-in", NoticeKind.Task, "容缺材料已补交",
        new("容缺材料已补交：{{number}}", "“{{institution}}”补交了容缺材料：{{papers}}（{{number}}），请核对。"),
        new("Papers handed in: {{number}}", "“{{institution}}” has handed in {{papers}} ({{number}}). Please check."), Institution, Papers, Number);

    public static readonly NoticeEvent SentBack = new(
        "tolerance.sent-back", NoticeKind.Result, "容缺材料退回",
        new("容缺材料要重新补交：{{number}}", "办件 {{number}} 补交的{{papers}}不符合要求：{{reason}}。请在 {{day}} 前重新补交。"),
        new("Please hand in again: {{number}}", "Case {{number}}: {{papers}} is not right: {{reason}}. Please hand it in again by {{day}}."), Number, Papers, Reason, Day);

    public static readonly NoticeEvent Kept = new(
        "tolerance.kept", NoticeKind.Result, "容缺材料已补齐",
        new("容缺材料已补齐：{{number}}", "“{{institution}}”的办件 {{number}} 容缺材料已经{{who}}核对补齐，可以作出决定。"),
        new("Complete: {{number}}", "Case {{number}} of “{{institution}}”: the papers are complete ({{who}}); it can be decided."), Institution, Number, Who);

    public static readonly NoticeEvent Broken = new(
        "tolerance.broken", NoticeKind.Result, "容缺承诺未履行",
        new("容缺承诺未履行：{{number}}", "“{{institution}}”没有在 {{day}} 前补齐容缺材料：{{papers}}（{{number}}）。系统已记为未履行承诺，不能作出准予的决定；请由办理人按规定办结。"),
        new("Promise not kept: {{number}}", "“{{institution}}” has not handed in {{papers}} by {{day}} ({{number}}). The promise is recorded as broken; the case cannot be decided in favour and is to be ended by its officer."),
        Institution, Day, Papers, Number);

    public static readonly IReadOnlyList<NoticeEvent> All = [Accepted, Reminder, HandedIn, SentBack, Kept, Broken];
}
