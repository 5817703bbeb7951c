using System.Globalization;
using System.Text;

namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>Reads replies, several lines of one code included, within fixed limits: a broken server must not fill the memory.</summary>
internal sealed class SmtpLineReader(Stream stream)
{
    private const int LongestLine = 4096;
    private const int MostLines = 128;

    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;

    /// <summary>Whether the server has said something that nobody has read.</summary>
    public bool HasUnread => _start < _end;

    public async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        int? code = null;
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number < 200 || (code is not null && number != code) || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new SmtpSendException(SmtpFailure.Connection, $"对方不是邮件服务器，或答复不合规范：“{(line.Length > 80 ? line[..80] : line)}”。");
            }
            code = number;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(number, lines);
            }
        }
        throw new SmtpSendException(SmtpFailure.Connection, "邮件服务器的答复过长。");
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            if (_end == _buffer.Length)
            {
                throw new SmtpSendException(SmtpFailure.Connection, "邮件服务器的答复过长。");
            }
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                throw new SmtpSendException(SmtpFailure.Connection, "邮件服务器断开了连接。");
            }
            _end += read;
        }
    }
}
