using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Inbox.Waking;

/// <summary>What people are told of woken cases, with the built-in words.</summary>
public static class WakingNotices
{
    private static readonly NoticeValue Number = new("number", "办件编号", "示例-2025-0001");
    private static readonly NoticeValue Reason = new("reason", "理由", "示例：复议决定撤销原决定");

    public static readonly NoticeEvent Woken = new(
        "case.woken", NoticeKind.Result, "办件唤醒，继续办理",
        new("继续办理：{{number}}", "“{{title}}”（{{number}}）已经唤醒，从“{{step}}”继续办理。理由：{{reason}}"),
        new("Goes on: {{number}}", "“{{title}}” ({{number}}) was reopened and goes on at {{step}}. Reason: {{reason}}"),
        new NoticeValue("title", "办件名称", "示例：托育机构备案"), Number, new("step", "环节", "示例：登记审查"), Reason);

    public static readonly NoticeEvent ForOfficer = new(
        "case.woken-task", NoticeKind.Task, "唤醒的办件请您办理",
        new("唤醒办件，请您办理：{{title}}", "{{who}}唤醒办件 {{number}}，请您办理“{{title}}”。理由：{{reason}}"),
        new("Reopened, for you: {{title}}", "{{who}} has reopened case {{number}}; {{title}} is yours. Reason: {{reason}}"),
        new NoticeValue("who", "谁做的", "测试员甲"), Number, new("title", "任务名称", "示例：登记审查"), Reason);

    public static readonly IReadOnlyList<NoticeEvent> All = [Woken, ForOfficer];
}
