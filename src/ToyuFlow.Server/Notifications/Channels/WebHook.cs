using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>
/// JSON for a system of the office's own. The header <c>X-ToyuFlow-Signature</c> is the HMAC-SHA256 of "time.content" in hexadecimal; any answer of
/// 200 to 299 means that it was taken.
/// </summary>
public sealed class WebHook : IChannel
{
    public const string SignatureHeader = "X-ToyuFlow-Signature";
    public const string TimeHeader = "X-ToyuFlow-Timestamp";

    public NoticeChannel Channel => NoticeChannel.WebHook;

    public HttpRequestMessage Request(EndpointSettings settings, OutboxRow row, DateTimeOffset now)
    {
        var message = Requests.Post(
            settings.Address,
            new JsonObject
            {
                ["id"] = row.Id.ToString(),
                ["at"] = row.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
                ["county"] = row.TenantId,
                ["case"] = row.CaseId?.ToString(),
                ["subject"] = row.Subject,
                ["text"] = row.Text,
                ["link"] = row.Link,
            },
            row);
        if (settings.Secret.Length > 0)
        {
            var at = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            message.Headers.Add(TimeHeader, at);
            message.Headers.Add(SignatureHeader, "sha256=" + Sign(settings.Secret, at, message.Content!.ReadAsStream()));
        }

        return message;
    }

    public Delivery Judge(EndpointSettings settings, int status, string answer) => Answers.ByStatus(status) ?? Delivery.Taken;

    private static string Sign(string secret, string at, Stream content)
    {
        using var copy = new MemoryStream();
        copy.Write(Encoding.UTF8.GetBytes(at + "."));
        content.CopyTo(copy);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), copy.ToArray()));
    }
}
