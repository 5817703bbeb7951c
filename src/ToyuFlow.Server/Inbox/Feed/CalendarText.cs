using System.Globalization;
using System.Text;

namespace ToyuFlow.Server.Inbox.Feed;

/// <summary>Deadlines as an iCalendar object (RFC 5545): whole days, no alarms, the same UID for the same task for ever.</summary>
public static class CalendarText
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const int MostOctets = 75;

    public static string Write(IEnumerable<FeedEvent> events, DateTimeOffset now, string host, string baseAddress)
    {
        var text = new StringBuilder();
        void line(string name, string value) => Fold(text, $"{name}:{value}");
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//ToyuFlow//Deadlines//ZH");
        line("CALSCALE", "GREGORIAN");
        line("METHOD", "PUBLISH");
        line("X-WR-CALNAME", Escape("托育业务期限"));
        foreach (var item in events)
        {
            line("BEGIN", "VEVENT");
            line("UID", $"{item.Id:N}@{host}");
            line("DTSTAMP", now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            line("SEQUENCE", item.Revision.ToString(CultureInfo.InvariantCulture));
            line("DTSTART;VALUE=DATE", Day(item.Day));
            line("DTEND;VALUE=DATE", Day(item.Day.AddDays(1)));
            line("SUMMARY", Escape($"{item.Title}（{item.Institution}）"));
            line("DESCRIPTION", Escape($"案号：{item.CaseNumber}"));
            line("URL", $"{baseAddress}{item.Path}{item.Id}");
            line("STATUS", item.IsOff ? "CANCELLED" : "CONFIRMED");
            line("TRANSP", "TRANSPARENT");
            line("END", "VEVENT");
        }

        line("END", "VCALENDAR");
        return text.ToString();
    }

    /// <summary>A line is at most 75 octets long, the next begins with a space; a character is never cut in two.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escape(string value) => string.Concat(value.ReplaceLineEndings("\n").Select(c => c switch
    {
        '\\' => "\\\\",
        ';' => "\\;",
        ',' => "\\,",
        '\n' => "\\n",
        _ when char.IsControl(c) => "",
        _ => c.ToString(),
    }));
}
