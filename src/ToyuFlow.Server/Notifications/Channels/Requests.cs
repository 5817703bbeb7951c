using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>What the formats share.</summary>
internal static class Requests
{
    /// <summary>Chinese stays readable, so that the limits of the services on length count characters and not escapes.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static HttpRequestMessage Post(string address, JsonNode content, OutboxRow row) => Send("POST", address, content.ToJsonString(Plain), "application/json", row);

    /// <summary>The key is the same on every try, so that the other side can tell a repetition.</summary>
    public static HttpRequestMessage Send(string method, string address, string content, string type, OutboxRow row)
    {
        var message = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Absolute));
        message.Headers.Add("Idempotency-Key", row.Id.ToString());
        if (method != "GET")
        {
            message.Content = new StringContent(content, Encoding.UTF8);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(type) { CharSet = "utf-8" };
        }

        return message;
    }

    public static string Hmac(string key, string text) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    /// <summary>Cut at a whole character to so many bytes of UTF-8.</summary>
    public static string Short(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        var kept = new StringBuilder();
        var room = bytes - Encoding.UTF8.GetByteCount("…");
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.Append('…').ToString();
    }

    /// <summary>What people wrote must not become a heading, a link or a mention of everybody in a group.</summary>
    public static string Markdown(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '>' or '<' or '@')
            {
                // A full-width twin reads the same; the services do not agree on how to escape.
                escaped.Append((char)(c + 0xFEE0));
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }
}
