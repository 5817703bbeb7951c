using System.Globalization;
using System.Text.Json;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>`calendar due --from 2025-01-24 --limit 5wd`: when a limit runs out on the calendars shipped, for scripts and for whoever wants to check.</summary>
public static class CalendarCommands
{
    private const string Usage = "用法：calendar due --from 年-月-日 --limit 5wd|15d|24h [--jurisdiction 政策包] [--json]";

    /// <returns>0 with an answer, 1 when it cannot be given, 2 for a wrong command line.</returns>
    public static int Due(string[] args, TextWriter output, TextWriter error)
    {
        var asJson = args.Contains("--json");
        var values = Options([.. args.Where(a => a != "--json")]);
        if (values is null || !values.TryGetValue("--from", out var from) || !values.TryGetValue("--limit", out var text))
        {
            error.WriteLine(Usage);
            return 2;
        }

        if (!DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            error.WriteLine($"“{from}”不是日期，应写成 2025-01-24。");
            return 2;
        }

        var folder = Path.Combine(AppContext.BaseDirectory, "workflows");
        if (values.TryGetValue("--jurisdiction", out var jurisdiction) && !PackCatalog.Check(folder, out _).Any(p => p.Id == jurisdiction))
        {
            error.WriteLine($"没有“{jurisdiction}”这个政策包。");
            return 1;
        }

        try
        {
            var calendar = WorkingCalendar.Load(Path.Combine(folder, "calendars"));
            var due = calendar.Due(BeijingTime.StartOf(day), Limit.Parse(text));
            Print(due, calendar.IsProvisional(due), asJson, output);
            return 0;
        }
        catch (FormatException wrong)
        {
            error.WriteLine(wrong.Message);
            return 2;
        }
        catch (DataFaultException wrong)
        {
            error.WriteLine(wrong.Message);
            return 1;
        }
    }

    private static void Print(Deadline due, bool provisional, bool asJson, TextWriter output)
    {
        var last = due.Unit == LimitUnit.Hour
            ? BeijingTime.Of(due.At).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : due.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new { due = last, provisional }));
            return;
        }

        output.WriteLine(provisional ? $"{last}（{due.LastDay.Year} 年放假安排未发布，暂按周一至周五计算）" : last);
    }

    private static Dictionary<string, string>? Options(string[] args)
    {
        if (args.Length % 2 != 0)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--from" or "--limit" or "--jurisdiction") || !values.TryAdd(args[i], args[i + 1]))
            {
                return null;
            }
        }

        return values;
    }
}
