using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Tests.Notifications;

/// <summary>Something to tell people of.</summary>
internal static class TestNotices
{
    public static Announcement Plain(NoticeKind kind, string subject, string text) =>
        new NoticeEvent("test.plain", kind, "示例", new("{{subject}}", "{{text}}"), new("{{subject}}", "{{text}}"), new NoticeValue("subject", "标题", "示例"), new NoticeValue("text", "内容", "示例"))
            .Say(("subject", subject), ("text", text));
}
