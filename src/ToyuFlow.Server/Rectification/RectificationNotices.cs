using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Rectification;

/// <summary>What institutions are told of findings, with the built-in words.</summary>
public static class RectificationNotices
{
    private static readonly NoticeValue Number = new("number", "通知书编号", "示例整改〔2025〕1号");
    private static readonly NoticeValue LastDay = new("day", "整改的最后一天", "2025年3月31日");

    public static readonly NoticeEvent Issued = new(
        "rectification.issued", NoticeKind.Inspection, "责令限期整改",
        new("责令限期整改通知书 {{number}}", "{{unit}}检查发现 {{count}} 项问题，请在 {{day}} 前完成整改并提交整改情况。"),
        new("Order to rectify {{number}}", "{{unit}} has found {{count}} faults; please mend them by {{day}} and report."),
        Number, LastDay, new("unit", "检查单位", "示例检查单位"), new("count", "问题数", "2"));

    public static readonly NoticeEvent Supervised = new(
        "rectification.supervised", NoticeKind.Inspection, "整改督办",
        new("{{number}} 督办", "整改已督办，请在 {{day}} 前完成整改并提交整改情况。"),
        new("{{number}} supervised", "The rectification is supervised; please finish it by {{day}} and report."), Number, LastDay);

    public static readonly NoticeEvent Overdue = new(
        "rectification.overdue", NoticeKind.Inspection, "整改逾期",
        new("{{number}} 整改逾期", "整改期限已过，已转牵头部门督办，请尽快完成整改并提交整改情况。"),
        new("{{number}} overdue", "The time to rectify is over and the lead department supervises it; please finish soon and report."), Number);

    public static readonly IReadOnlyList<NoticeEvent> All = [Issued, Supervised, Overdue];
}
