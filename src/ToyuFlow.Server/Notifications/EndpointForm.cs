using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Notifications.Channels;
using FieldError = ToyuFlow.Server.Storage.FieldError;

namespace ToyuFlow.Server.Notifications;

/// <summary>The fields of a channel as they are drawn and posted. What is secret is posted but never drawn, also not after a mistake.</summary>
public sealed record EndpointForm(NoticeChannel Channel, string Name, string Kinds, bool IsEnabled, EndpointSettings Settings)
{
    public static EndpointForm Of(NoticeChannel channel, EndpointItem? saved, EndpointSettings shown) => saved is null
        ? new(channel, "", string.Join(';', NoticeKind.Task, NoticeKind.Reminder), true, shown)
        : new(channel, saved.Name, string.Join(';', saved.Kinds), saved.IsEnabled, shown);

    public static EndpointForm Read(NoticeChannel channel, IFormCollection form)
    {
        string Text(string name) => form[name].FirstOrDefault() ?? "";
        return new EndpointForm(channel, Text("name"), string.Join(';', form["kinds"].OfType<string>()), Text("enabled") == "true", new EndpointSettings
        {
            Address = Text("address"),
            Secret = Text("secret"),
            Method = Text("method"),
            Headers = Text("headers"),
            ContentType = Text("type"),
            Body = Text("body"),
            Success = Text("success"),
            Busy = Text("busy"),
        });
    }

    public EndpointInput ToInput(Guid? id) => new(
        id, Channel, Name, [.. Kinds.Split(';').Where(k => Enum.IsDefined(typeof(NoticeKind), k)).Select(Enum.Parse<NoticeKind>)], IsEnabled, Settings);

    public IReadOnlyList<FormField> Fields(Texts texts, EndpointItem? saved, IReadOnlyList<FieldError> errors)
    {
        string? Error(string field) => errors.FirstOrDefault(e => e.Field == field)?.Message;
        string Kept(string help) => saved is null ? texts[help] : texts["已设置，不再显示；留空表示不变。"];
        var isSms = Channel == NoticeChannel.Sms;
        List<FormField> fields =
        [
            new("name", texts["名称"], FieldKind.Text, Name, true, Help: texts["管理员认得出的名字，例如“审批科工作群”。"], Error: Error("name")) { MaxLength = 40 },
            new("address", texts["地址"], FieldKind.Text, null, saved is null, Help: saved is null ? texts[AddressHelp(Channel)] : texts["已设置，主机是 {0}，其余不再显示；留空表示不变。", saved.Host], Error: Error("address")) { MaxLength = 2000 },
        ];
        if (Channel is NoticeChannel.DingTalk or NoticeChannel.Feishu or NoticeChannel.WebHook)
        {
            fields.Add(new("secret", texts["签名密钥"], FieldKind.Text, null, saved is null && Channel == NoticeChannel.WebHook, Help: Kept(SecretHelp(Channel)), Error: Error("secret")) { MaxLength = 200 });
        }

        if (isSms)
        {
            fields.AddRange(
            [
                new("method", texts["请求方式"], FieldKind.Choice, Settings.Method, true, [new("POST", "POST"), new("GET", "GET")]),
                new("headers", texts["请求头"], FieldKind.TextArea, null, Help: Kept("每行一个，写成“名称: 值”，例如服务商的授权码。"), Error: Error("headers")) { MaxLength = 2000 },
                new("type", texts["内容格式"], FieldKind.Choice, Settings.ContentType, true, [.. SmsGateway.ContentTypes.Select(t => new FieldOption(t, t))]),
                new("body", texts["内容模板"], FieldKind.TextArea, null, Help: Kept("用 {{phone}} 表示手机号、{{text}} 表示短信内容、{{id}} 表示流水号。"), Error: Error("body")) { MaxLength = 2000 },
                new("success", texts["成功条件"], FieldKind.Text, Settings.Success, Help: texts["答复中的哪个字段等于什么算成功，例如 code=0 或 result.status=OK；留空表示 HTTP 200 就算成功。"], Error: Error("success")) { MaxLength = 100 },
                new("busy", texts["限流条件"], FieldKind.Text, Settings.Busy, Help: texts["答复中的哪个字段等于什么表示稍后再发；可以不填。"], Error: Error("busy")) { MaxLength = 100 },
            ]);
        }
        else
        {
            fields.Add(new("kinds", texts["发送的事项"], FieldKind.Choices, Kinds, Options: [.. Enum.GetValues<NoticeKind>().Select(k => new FieldOption(k.ToString(), texts[NoticeChoice.Words(k)]))], Help: texts["只发给工作人员的消息；同一件事一个群只发一条，写明涉及的人。"]));
        }

        fields.Add(new("enabled", texts["启用"], FieldKind.CheckBox, IsEnabled ? "true" : "false"));
        return fields;
    }

    private static string AddressHelp(NoticeChannel channel) => channel switch
    {
        NoticeChannel.WeCom => "群机器人的 Webhook 地址，https://qyapi.weixin.qq.com/ 开头。",
        NoticeChannel.DingTalk => "自定义机器人的 Webhook 地址，https://oapi.dingtalk.com/ 开头。",
        NoticeChannel.Feishu => "自定义机器人的 Webhook 地址，https://open.feishu.cn/ 开头。",
        NoticeChannel.Sms => "短信服务商的接口地址；用 GET 时可以把 {{phone}} 和 {{text}} 写在地址里。",
        _ => "接收消息的地址，以 https:// 开头。",
    };

    private static string SecretHelp(NoticeChannel channel) => channel switch
    {
        NoticeChannel.WebHook => "至少 8 位；对方用它核对消息确实来自本系统。",
        _ => "机器人安全设置里选“加签”时给出的密钥；没有选“加签”就不填。",
    };
}
