using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Recognition;

/// <summary>What institutions are told of their standing, with the built-in words.</summary>
public static class RecognitionNotices
{
    public static readonly NoticeEvent Recognized = new(
        "recognition.decided", NoticeKind.Result, "认定结果",
        new("认定结果：{{institution}}", "“{{institution}}”现为：{{standing}}（{{number}}）。"),
        new("Recognition of {{institution}}", "“{{institution}}” is now: {{standing}} ({{number}})."),
        new("institution", "机构名称", "示例·小橙子托育园"), new("standing", "认定情况", "普惠托育机构"), new("number", "文号", "示例认〔2025〕1号"));
}
