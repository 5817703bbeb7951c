using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Reminders;

/// <summary>
/// When a step reminds and whom: on some days around the last one, then again and again while it is overdue, up to a number of times. Whoever has the
/// task is told each time; after so many days overdue the head of the unit too, later the supervisor.
/// </summary>
public sealed record ReminderRule
{
    public static readonly ReminderRule Usual = new();

    private const int MostDays = 365;
    private const int MostTimes = 100;

    /// <summary>Working days before (negative) and after the last day, 0 being that day; null for those that the county has set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Days { get; init; }

    /// <summary>After the last of the days once more every so many working days; 0 for not again.</summary>
    public int Every { get; init; } = 2;

    /// <summary>So many times again.</summary>
    public int Most { get; init; } = 5;

    /// <summary>From that working day overdue on the head of the unit is told too; null for never.</summary>
    public int? Head { get; init; } = 1;

    /// <summary>From that working day overdue on the supervisor is told too; null for never.</summary>
    public int? Supervisor { get; init; } = 3;

    /// <summary>Null where the definition says nothing, so that the task carries nothing of it.</summary>
    public static ReminderRule? From(JsonNode? node) => node switch
    {
        null => null,
        JsonValue text when text.TryGetValue<string>(out var json) => json.Length == 0 ? null : JsonSerializer.Deserialize<ReminderRule>(json, JournalJson.Options),
        _ => node.Deserialize<ReminderRule>(JournalJson.Options),
    };

    /// <param name="usual">The days that the county has set.</param>
    public IEnumerable<int> Offsets(IReadOnlyList<int> usual)
    {
        var days = (Days ?? usual).Order().Distinct().ToList();
        var last = days.Count == 0 ? 0 : Math.Max(days[^1], 0);
        return days.Concat(Every > 0 && days.Count > 0 ? Enumerable.Range(1, Most).Select(n => last + (n * Every)) : []);
    }

    public IEnumerable<string> Problems()
    {
        if (Days is { } days && days.Any(d => Math.Abs(d) > MostDays))
        {
            yield return $"提醒的日子（days）应在到期前后 {MostDays} 个工作日之内。";
        }

        if (Every is < 0 or > MostDays || Most is < 0 or > MostTimes)
        {
            yield return $"超期提醒的间隔（every）应为 0 到 {MostDays} 个工作日，次数（most）应为 0 到 {MostTimes}。";
        }

        if (Head < 1 || Supervisor < 1 || Supervisor < Head)
        {
            yield return "上报从超期第 1 个工作日起算，督办人员（supervisor）不早于单位负责人（head）。";
        }
    }
}
