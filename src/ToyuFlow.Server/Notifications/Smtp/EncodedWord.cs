namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>RFC 2047: text beyond ASCII in a header, in words of at most 75 characters that never cut a character in two.</summary>
internal static class EncodedWord
{
    private const int BytesPerWord = 42;

    /// <summary>The text as it is where that is safe, otherwise as folded encoded words.</summary>
    /// <exception cref="FormatException">The text holds a line end.</exception>
    public static string Write(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new FormatException("邮件标题不能包含换行。");
        }
        return IsPlain(text) ? text : Encode(text);
    }

    /// <summary>A person's name before an address: plain words are quoted.</summary>
    public static string Phrase(string name) =>
        IsPlain(name) ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : Encode(name);

    private static bool IsPlain(string text) =>
        text.Length <= 60 && text.All(letter => letter is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal) && text.Trim() == text;

    private static string Encode(string text)
    {
        var words = new List<string>();
        var bytes = new List<byte>();
        var buffer = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(buffer);
            if (bytes.Count + length > BytesPerWord)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }
            bytes.AddRange(buffer.AsSpan(0, length));
        }
        words.Add(Word(bytes));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
