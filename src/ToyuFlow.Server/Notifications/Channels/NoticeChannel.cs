namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>The ways out of the service that pass the outbox.</summary>
public enum NoticeChannel
{
    Mail,

    /// <summary>企业微信 group robot.</summary>
    WeCom,

    /// <summary>钉钉 group robot.</summary>
    DingTalk,

    /// <summary>飞书 group robot.</summary>
    Feishu,

    /// <summary>短信 through the HTTP gateway of a provider.</summary>
    Sms,

    /// <summary>Signed JSON for a system of the office's own.</summary>
    WebHook,
}

public static class ChannelWords
{
    /// <summary>As a key of the texts.</summary>
    public static string Of(NoticeChannel channel) => channel switch
    {
        NoticeChannel.WeCom => "企业微信机器人",
        NoticeChannel.DingTalk => "钉钉机器人",
        NoticeChannel.Feishu => "飞书机器人",
        NoticeChannel.Sms => "短信网关",
        NoticeChannel.WebHook => "签名回调",
        _ => "邮件",
    };
}
