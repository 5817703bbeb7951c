using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>短信 through the HTTP gateway of whichever provider: method, headers, content and the sign of success are the county's to set.</summary>
public sealed class SmsGateway : IChannel
{
    public static readonly IReadOnlyList<string> Names = ["phone", "text", "id"];

    public static readonly IReadOnlyList<string> ContentTypes = ["application/json", "application/x-www-form-urlencoded", "text/plain"];

    /// <summary>Longer ones are cut into several by the networks and paid as several.</summary>
    private const int Longest = 500;

    public NoticeChannel Channel => NoticeChannel.Sms;

    public HttpRequestMessage Request(EndpointSettings settings, OutboxRow row, DateTimeOffset now)
    {
        var text = row.Text.Length > Longest ? row.Text[..Longest] : row.Text;
        var message = Requests.Send(
            settings.Method, Fill(settings.Address, Uri.EscapeDataString, row, text), Fill(settings.Body, Encoder(settings.ContentType), row, text), settings.ContentType, row);
        foreach (var (name, value) in HeaderLines(settings.Headers))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    public Delivery Judge(EndpointSettings settings, int status, string answer)
    {
        var json = Answers.Json(answer);
        return settings.Busy.Length > 0 && AnswerRule.Holds(settings.Busy, json) ? new Delivery(DeliveryOutcome.Untried, "对方限制发送频率，稍后再发。", IsWayClosed: true)
            : Answers.ByStatus(status) is { } settled ? settled
            : settings.Success.Length == 0 || AnswerRule.Holds(settings.Success, json) ? Delivery.Taken
            : new Delivery(DeliveryOutcome.Refused, $"对方的答复不符合成功条件“{settings.Success}”：{Answers.Quote(answer)}");
    }

    public static IEnumerable<(string Name, string Value)> HeaderLines(string headers) => headers
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (line[..colon].Trim(), line[(colon + 1)..].Trim()) : throw new FormatException($"请求头“{line}”应写成“名称: 值”。"));

    private static string Fill(string template, Func<string, string> encode, OutboxRow row, string text) =>
        template.Replace("{{phone}}", encode(row.Recipient), StringComparison.Ordinal)
            .Replace("{{id}}", encode(row.Id.ToString()), StringComparison.Ordinal)
            .Replace("{{text}}", encode(text), StringComparison.Ordinal);

    /// <summary>What people wrote must not end the string of the provider's content.</summary>
    private static Func<string, string> Encoder(string contentType) => contentType switch
    {
        "application/json" => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode,
        "application/x-www-form-urlencoded" => Uri.EscapeDataString,
        _ => text => text,
    };
}

/// <summary>A condition on an answer: <c>path=value</c>, the path with dots, e.g. <c>code=0</c> or <c>result.status=OK</c>.</summary>
public static class AnswerRule
{
    public static string? Problem(string rule) => rule.Length == 0 || (rule.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && at < rule.Length - 1) ? null : "应写成 code=0 或 result.status=OK 这样。";

    public static bool Holds(string rule, JsonNode? answer)
    {
        var at = rule.IndexOf('=', StringComparison.Ordinal);
        var found = answer;
        foreach (var name in rule[..at].Trim().Split('.'))
        {
            found = (found as JsonObject)?[name];
        }

        return found is JsonValue && string.Equals(found.ToString(), rule[(at + 1)..].Trim(), StringComparison.Ordinal);
    }
}
