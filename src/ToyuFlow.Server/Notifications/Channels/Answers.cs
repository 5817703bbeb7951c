using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>Reads what the services answer: HTTP 200 says only that they were reached.</summary>
internal static class Answers
{
    private const int LongestQuote = 200;

    /// <summary>What the status alone settles; null when the content decides.</summary>
    public static Delivery? ByStatus(int status) => status switch
    {
        429 => new Delivery(DeliveryOutcome.Untried, "对方限制发送频率（HTTP 429），稍后再发。", IsWayClosed: true),
        >= 500 or 408 => new Delivery(DeliveryOutcome.Failed, $"对方暂时不能处理（HTTP {status}）。", IsWayClosed: true),
        >= 300 => new Delivery(DeliveryOutcome.Refused, $"对方没有接收（HTTP {status}）。"),
        _ => null,
    };

    /// <param name="code">The service's own code; null when the answer has none.</param>
    /// <param name="busy">Codes that ask to come back later.</param>
    public static Delivery ByCode(long? code, string? words, params ReadOnlySpan<long> busy) => code switch
    {
        0 => Delivery.Taken,
        null => new Delivery(DeliveryOutcome.Refused, "对方的答复不是这种机器人的答复，请检查地址。"),
        { } given when busy.Contains(given) => new Delivery(DeliveryOutcome.Untried, $"对方限制发送频率（{given}），稍后再发。", IsWayClosed: true),
        { } given => new Delivery(DeliveryOutcome.Refused, $"对方没有接收（{given}）：{Quote(words)}"),
    };

    /// <summary>As 企业微信 and 钉钉 answer.</summary>
    public static Delivery ByErrcode(string answer, params ReadOnlySpan<long> busy)
    {
        var json = Json(answer);
        return ByCode(Number(json, "errcode"), Words(json, "errmsg"), busy);
    }

    public static JsonNode? Json(string answer)
    {
        try
        {
            return JsonNode.Parse(answer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static long? Number(JsonNode? answer, string name) =>
        answer is JsonObject o && o[name] is JsonValue value && long.TryParse(value.ToString(), out var number) ? number : null;

    public static string? Words(JsonNode? answer, string name) => answer is JsonObject o ? o[name]?.ToString() : null;

    public static string Quote(string? text) => text is null or "" ? "没有说明。" : text.Length > LongestQuote ? text[..LongestQuote] + "…" : text;
}
