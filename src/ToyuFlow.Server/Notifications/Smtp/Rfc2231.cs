using System.Text;

namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>RFC 2231: a parameter whose value is beyond ASCII or long, percent-encoded and continued over several lines.</summary>
internal static class Rfc2231
{
    private const int LongestPart = 54;

    public static string Parameter(string name, string value)
    {
        if (value.Length <= LongestPart && value.All(letter => letter is >= ' ' and <= '~' and not ('"' or '\\')))
        {
            return $";\r\n {name}=\"{value}\"";
        }
        var parts = new List<StringBuilder> { new("utf-8''") };
        var buffer = new byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var encoded = string.Concat(buffer.AsSpan(0, rune.EncodeToUtf8(buffer)).ToArray().Select(Escape));
            if (parts[^1].Length + encoded.Length > LongestPart)
            {
                parts.Add(new StringBuilder());
            }
            parts[^1].Append(encoded);
        }
        return parts.Count == 1
            ? $";\r\n {name}*={parts[0]}"
            : string.Concat(parts.Select((part, index) => $";\r\n {name}*{index}*={part}"));
    }

    private static string Escape(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter is (byte)'.' or (byte)'-' or (byte)'_'
        ? ((char)letter).ToString()
        : $"%{letter:X2}";
}
