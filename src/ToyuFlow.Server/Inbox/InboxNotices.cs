using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Inbox;

/// <summary>What people are told of tasks, with the built-in words.</summary>
public static class InboxNotices
{
    private static readonly NoticeValue Title = new("title", "任务名称", "示例：受理审查");
    private static readonly NoticeValue Who = new("who", "谁做的", "测试员甲");
    private static readonly NoticeValue Reason = new("reason", "理由", "示例：岗位分工调整");
    private static readonly NoticeValue Number = new("number", "办件编号", "示例-2025-0001");
    private static readonly NoticeValue Clock = new("clock", "时限名称", "示例：延续决定");
    private static readonly NoticeValue LastDay = new("day", "许可的最后一天", "2025-03-31");
    private static readonly NoticeValue Institution = new("institution", "机构名称", "示例·小橙子托育园");
    private static readonly NoticeValue Administrator = new("admin", "管理员", "测试管理员");
    private static readonly NoticeValue Days = new("days", "起止日期", "2025-03-10 至 2025-03-14");
    private static readonly NoticeValue Standing = new("standing", "还剩或超期多久", "已超期 2 个工作日");

    public static readonly NoticeEvent Offered = new(
        "task.offered", NoticeKind.Task, "请您办理",
        new("请您办理：{{title}}", "“{{institution}}”有一件事等您办理：{{title}}（{{number}}）。"),
        new("For you: {{title}}", "{{title}} ({{number}}) of “{{institution}}” waits for you."), Institution, Title, Number);

    public static readonly NoticeEvent Turn = new(
        "task.turn", NoticeKind.Task, "轮到您办理",
        new("轮到您办理：{{title}}", "“{{title}}”轮到您办理。"), new("Your turn: {{title}}", "It is your turn to act on {{title}}."), Title);

    public static readonly NoticeEvent Reminder = new(
        "task.reminder", NoticeKind.Reminder, "办理提醒",
        new("办理提醒：{{title}}", "“{{title}}”{{standing}}，请及时办理。"), new("Reminder: {{title}}", "{{title}}: {{standing}}. Please act in time."), Title, Standing);

    public static readonly NoticeEvent Reported = new(
        "task.reported", NoticeKind.Reminder, "超期上报负责人和督办人员",
        new("超期上报：{{title}}", "“{{title}}”（{{number}}，{{who}}）{{standing}}，请督促办理。"),
        new("Overdue: {{title}}", "{{title}} ({{number}}, {{who}}): {{standing}}. Please see to it."), Title, Number, Who, Standing);

    public static readonly NoticeEvent Escalated = new(
        "task.escalated", NoticeKind.Task, "超时转由负责人办理",
        new("超时上报：{{title}}", "“{{title}}”超时未办，自动转由您办理。"), new("Passed to you: {{title}}", "{{title}} was not done in time and is yours now."), Title);

    public static readonly NoticeEvent Transferred = new(
        "task.transferred", NoticeKind.Task, "转办",
        new("转办给您：{{title}}", "{{who}}把“{{title}}”转办给您，由您办理。理由：{{reason}}"),
        new("Transferred to you: {{title}}", "{{who}} has transferred {{title}} to you. Reason: {{reason}}"), Title, Who, Reason);

    public static readonly NoticeEvent Delegated = new(
        "task.delegated", NoticeKind.Task, "委派",
        new("请您出具意见：{{title}}", "{{who}}请您对“{{title}}”出具意见，之后由其决定。事由：{{reason}}"),
        new("Your opinion: {{title}}", "{{who}} asks for your opinion on {{title}} and decides afterwards. Matter: {{reason}}"), Title, Who, Reason);

    public static readonly NoticeEvent Advised = new(
        "task.advised", NoticeKind.Task, "委派已退回",
        new("委派已退回：{{title}}", "{{who}}对“{{title}}”出具了意见，现在由您决定。"),
        new("Opinion given: {{title}}", "{{who}} has given an opinion on {{title}}; it is yours to decide."), Title, Who);

    public static readonly NoticeEvent Recalled = new(
        "task.recalled", NoticeKind.Task, "委派已收回",
        new("委派已收回：{{title}}", "{{who}}收回了“{{title}}”，不必再出具意见。"),
        new("Taken back: {{title}}", "{{who}} has taken {{title}} back; no opinion is needed any more."), Title, Who);

    public static readonly NoticeEvent Returned = new(
        "task.returned", NoticeKind.Task, "退回",
        new("退回给您：{{title}}", "{{who}}把“{{title}}”退回给您重新办理。理由：{{reason}}"),
        new("Sent back to you: {{title}}", "{{who}} has sent {{title}} back to you. Reason: {{reason}}"), Title, Who, Reason);

    public static readonly NoticeEvent SignerRemoved = new(
        "task.signer-removed", NoticeKind.Task, "减签",
        new("不再需要您办理：{{title}}", "{{who}}减签，“{{title}}”不再需要您办理。"),
        new("No longer needed: {{title}}", "{{who}} has removed you from {{title}}."), Title, Who);

    public static readonly NoticeEvent Reopened = new(
        "task.reopened", NoticeKind.Task, "放回岗位",
        new("请您办理：{{title}}", "“{{title}}”（{{number}}）放回本岗位，请认领办理。"),
        new("For your post: {{title}}", "{{title}} ({{number}}) is back with your post; please claim it."), Title, Number);

    public static readonly NoticeEvent HandedOver = new(
        "tasks.handed-over", NoticeKind.Task, "离职移交",
        new("{{who}}的任务移交给您", "{{who}}的 {{count}} 项任务移交给您，请到待办查看。"),
        new("Tasks of {{who}} are yours", "{{count}} tasks of {{who}} were handed over to you."), Who, new("count", "任务数", "3"));

    public static readonly NoticeEvent Copied = new(
        "case.copied", NoticeKind.Copy, "抄送",
        new("抄送：{{title}}", "{{who}}把正在办理“{{title}}”的案件抄送给您。{{note}}"),
        new("Copy: {{title}}", "{{who}} copies to you the case in which {{title}} is being done. {{note}}"), Title, Who, new("note", "附言", "示例：请知悉"));

    public static readonly NoticeEvent CopiedByStep = new(
        "case.copied-by-step", NoticeKind.Copy, "流程自动抄送",
        new("抄送：{{title}}", "案件办到“{{title}}”，抄送给您。"), new("Copy: {{title}}", "A case has come to {{title}}; this is for your information."), Title);

    public static readonly NoticeEvent Urged = new(
        "case.urged", NoticeKind.Reminder, "催办",
        new("催办：{{title}}", "{{who}}催办“{{title}}”（{{number}}）。{{text}}"),
        new("Urged: {{title}}", "{{who}} urges {{title}} ({{number}}). {{text}}"), Title, Number, Who, new("text", "催办的话", "示例：请尽快办理"));

    public static readonly NoticeEvent SubstituteAppointed = new(
        "substitution.appointed", NoticeKind.Task, "委托代理",
        new("请您代理{{who}}的工作", "{{who}}委托您在 {{days}} 代理其工作。{{reason}}"),
        new("Please act for {{who}}", "{{who}} asks you to act for them, {{days}}. {{reason}}"), Who, Days, Reason);

    public static readonly NoticeEvent SubstituteNamed = new(
        "substitution.named", NoticeKind.Task, "管理员指定代理",
        new("请您代理{{who}}的工作", "管理员{{admin}}指定您在 {{days}} 代理{{who}}的工作。{{reason}}"),
        new("Please act for {{who}}", "Administrator {{admin}} names you to act for {{who}}, {{days}}. {{reason}}"), Who, Administrator, Days, Reason);

    public static readonly NoticeEvent PrincipalTold = new(
        "substitution.told", NoticeKind.Task, "告知本人已设置代理",
        new("已为您设置代理", "管理员{{admin}}指定{{who}}在 {{days}} 代理您的工作；您可以随时终止。{{reason}}"),
        new("A substitute for you", "Administrator {{admin}} names {{who}} to act for you, {{days}}; you may end it at any time. {{reason}}"), Who, Administrator, Days, Reason);

    public static readonly NoticeEvent Supervised = new(
        "supervision.told", NoticeKind.Reminder, "督办",
        new("{{subject}}：{{number}}", "{{text}}"), new("{{subject}}: {{number}}", "{{text}}"),
        new NoticeValue("subject", "督办的进展", "督办"), new("number", "督办单编号", "示例督〔2025〕1号"), new("text", "督办的内容", "测试员甲督办“示例：受理审查”，请在 2025-03-14 前书面答复。"));

    public static readonly NoticeEvent SubstitutionEnded = new(
        "substitution.ended", NoticeKind.Task, "代理终止",
        new("代理已终止", "{{who}}终止了代理，即时生效。"), new("Substitution ended", "{{who}} has ended the substitution as of now."), Who);

    public static readonly NoticeEvent RenewalDue = new(
        "clock.renewal-due", NoticeKind.Reminder, "许可到期前提醒作出延续决定",
        new("许可将到期：{{number}}", "“{{institution}}”的许可 {{day}} 到期，还有 {{days}} 个工作日，延续申请（{{number}}，{{clock}}）还没有决定。期满未作决定的，视为准予延续（行政许可法第五十条）。"),
        new("A permit ends soon: {{number}}", "The permit of “{{institution}}” ends on {{day}}, in {{days}} working days, and its renewal ({{number}}, {{clock}}) is not decided. Not decided by then, it is deemed renewed (Licensing Law, Art. 50)."),
        Institution, Number, Clock, LastDay, new("days", "还有几个工作日", "5"));

    public static readonly NoticeEvent RenewedByLaw = new(
        "clock.renewed-by-law", NoticeKind.Result, "期满视为准予延续",
        new("期满视为准予延续：{{number}}", "“{{institution}}”的许可已于 {{day}} 到期，延续申请（{{number}}，{{clock}}）期满未作决定，依法视为准予延续（行政许可法第五十条，系统），由办理人按准予延续办结。"),
        new("Deemed renewed: {{number}}", "The permit of “{{institution}}” ended on {{day}} and its renewal ({{number}}, {{clock}}) was not decided: by law it is deemed renewed (Licensing Law, Art. 50; system). Its officer ends the case accordingly."),
        Institution, Number, Clock, LastDay);

    public static readonly IReadOnlyList<NoticeEvent> All =
    [
        Offered, Turn, Reminder, Reported, Escalated, Urged, Copied, CopiedByStep, Transferred, Delegated, Advised, Recalled, Returned, SignerRemoved, Reopened, HandedOver,
        SubstituteAppointed, SubstituteNamed, PrincipalTold, SubstitutionEnded, Supervised, RenewalDue, RenewedByLaw,
    ];
}
