using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Inspections;

/// <summary>What offices are told of inspections, with the built-in words.</summary>
public static class InspectionNotices
{
    public static readonly NoticeEvent Incomplete = new(
        "inspection.incomplete", NoticeKind.Inspection, "检查未全覆盖",
        new("{{plan}}未全覆盖", "{{plan}}到期，还有 {{count}} 次检查没有完成，请督促。"),
        new("{{plan}} is incomplete", "{{plan}} has ended with {{count}} inspections not done; please see to it."),
        new("plan", "检查计划", "示例：第一季度综合督查"), new("count", "未完成次数", "4"));
}
