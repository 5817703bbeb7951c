using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>企业微信 group robot: markdown of at most 4096 bytes; errcode 0 is success, 45009 asks to come back later.</summary>
public sealed class WeComRobot : IChannel
{
    private const int MostBytes = 4096;

    public NoticeChannel Channel => NoticeChannel.WeCom;

    public HttpRequestMessage Request(EndpointSettings settings, OutboxRow row, DateTimeOffset now)
    {
        var link = row.Link.Length > 0 ? $"\n[查看]({row.Link})" : "";
        var text = Requests.Short($"**{Requests.Markdown(row.Subject)}**\n{Requests.Markdown(row.Text)}", MostBytes - System.Text.Encoding.UTF8.GetByteCount(link));
        return Requests.Post(settings.Address, new JsonObject { ["msgtype"] = "markdown", ["markdown"] = new JsonObject { ["content"] = text + link } }, row);
    }

    public Delivery Judge(EndpointSettings settings, int status, string answer) =>
        Answers.ByStatus(status) ?? Answers.ByErrcode(answer, -1, 45009, 45033);
}
