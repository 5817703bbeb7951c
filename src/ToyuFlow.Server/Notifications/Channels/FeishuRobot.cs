using System.Globalization;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>飞书 group robot: a post, signed in the content with the time; code (earlier StatusCode) 0 is success, 11232 asks to come back later.</summary>
public sealed class FeishuRobot : IChannel
{
    private const int MostBytes = 20_000;

    public NoticeChannel Channel => NoticeChannel.Feishu;

    public HttpRequestMessage Request(EndpointSettings settings, OutboxRow row, DateTimeOffset now)
    {
        var lines = new JsonArray(new JsonArray(new JsonObject { ["tag"] = "text", ["text"] = Requests.Short(row.Text, MostBytes) }));
        if (row.Link.Length > 0)
        {
            lines.Add(new JsonArray(new JsonObject { ["tag"] = "a", ["text"] = "查看", ["href"] = row.Link }));
        }

        var content = new JsonObject();
        if (settings.Secret.Length > 0)
        {
            var at = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            // The time and the secret are the key here, and nothing is what is signed.
            (content["timestamp"], content["sign"]) = (at, Requests.Hmac($"{at}\n{settings.Secret}", ""));
        }

        content["msg_type"] = "post";
        content["content"] = new JsonObject { ["post"] = new JsonObject { ["zh_cn"] = new JsonObject { ["title"] = row.Subject, ["content"] = lines } } };
        return Requests.Post(settings.Address, content, row);
    }

    public Delivery Judge(EndpointSettings settings, int status, string answer)
    {
        var json = Answers.Json(answer);
        var code = Answers.Number(json, "code") ?? Answers.Number(json, "StatusCode");
        // A refusal has its code in the answer whatever the status is; only without one does the status decide.
        return code is null && Answers.ByStatus(status) is { } settled ? settled : Answers.ByCode(code, Answers.Words(json, "msg") ?? Answers.Words(json, "StatusMessage"), 9499, 11232);
    }
}
