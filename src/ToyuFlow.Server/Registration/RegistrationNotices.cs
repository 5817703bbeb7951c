using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Registration;

/// <summary>What offices are told of registrations, with the built-in words.</summary>
public static class RegistrationNotices
{
    public static readonly NoticeEvent Pushed = new(
        "registration.pushed", NoticeKind.Task, "登记信息推送",
        new("登记信息推送：{{institution}}", "{{authority}}已准予“{{institution}}”登记，请联系机构办理备案。"),
        new("Registered: {{institution}}", "{{authority}} has registered “{{institution}}”; please contact it for its filing."),
        new("institution", "机构名称", "示例·小橙子托育园"), new("authority", "登记机关", "示例登记机关"));
}
