using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>钉钉 group robot: markdown, signed in the address with the time; errcode 0 is success, 130101 asks to come back later.</summary>
public sealed class DingTalkRobot : IChannel
{
    private const int MostBytes = 20_000;

    public NoticeChannel Channel => NoticeChannel.DingTalk;

    public HttpRequestMessage Request(EndpointSettings settings, OutboxRow row, DateTimeOffset now)
    {
        var link = row.Link.Length > 0 ? $"\n\n[查看]({row.Link})" : "";
        var text = Requests.Short($"#### {Requests.Markdown(row.Subject)}\n\n{Requests.Markdown(row.Text)}", MostBytes - link.Length) + link;
        return Requests.Post(Signed(settings, now), new JsonObject { ["msgtype"] = "markdown", ["markdown"] = new JsonObject { ["title"] = row.Subject, ["text"] = text } }, row);
    }

    public Delivery Judge(EndpointSettings settings, int status, string answer) =>
        Answers.ByStatus(status) ?? Answers.ByErrcode(answer, -1, 130101, 410100);

    private static string Signed(EndpointSettings settings, DateTimeOffset now)
    {
        if (settings.Secret.Length == 0)
        {
            return settings.Address;
        }

        var at = now.ToUnixTimeMilliseconds();
        var sign = Uri.EscapeDataString(Requests.Hmac(settings.Secret, $"{at}\n{settings.Secret}"));
        return $"{settings.Address}{(settings.Address.Contains('?') ? '&' : '?')}timestamp={at}&sign={sign}";
    }
}
