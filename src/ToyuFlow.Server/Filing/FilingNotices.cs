using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Filing;

/// <summary>What institutions are told of their filing, with the built-in words.</summary>
public static class FilingNotices
{
    public static readonly NoticeEvent Filed = new(
        "filing.issued", NoticeKind.Result, "备案回执",
        new("备案回执 {{number}}", "“{{institution}}”已备案，可以下载备案回执。请在场所显著位置公示。"),
        new("Filing receipt {{number}}", "“{{institution}}” is filed; the receipt can be downloaded. Please show it on your premises."),
        new("number", "回执编号", "示例备〔2025〕1号"), new("institution", "机构名称", "示例·小橙子托育园"));
}
