namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>RFC 5321 4.5.2: a line that begins with a dot gets a second one, because a dot alone ends the message.</summary>
public static class DotStuffing
{
    /// <summary>The content ready for DATA, with its final line end and the dot that ends it.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> content)
    {
        var output = new MemoryStream(content.Length + (content.Length / 64) + 5);
        var atLineStart = true;
        for (var i = 0; i < content.Length; i++)
        {
            var letter = content[i];
            if (letter == '.' && atLineStart)
            {
                output.WriteByte((byte)'.');
            }
            // A bare CR or LF would end a line for some servers and not for others, which is how messages are smuggled.
            if (letter == '\r' && i + 1 < content.Length && content[i + 1] == '\n')
            {
                continue;
            }
            if (letter is (byte)'\r' or (byte)'\n')
            {
                output.Write("\r\n"u8);
                atLineStart = true;
                continue;
            }
            output.WriteByte(letter);
            atLineStart = false;
        }
        output.Write(atLineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return output.ToArray();
    }
}
