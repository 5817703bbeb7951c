using System.Text.Json.Nodes;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Palette;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Designer.Reviews;

/// <summary>What one version of a definition has that another one has not, in sentences and by activity.</summary>
public sealed class DefinitionDifference
{
    /// <summary>Where a box stands and how Studio numbers it is no change of the process.</summary>
    private static readonly string[] Unimportant = ["nodeId", "metadata", "customProperties", "id", "type", "version", "activities", "connections", "name"];

    private readonly List<DifferenceLine> _lines = [];
    private readonly ActivityCatalog _catalog;

    private DefinitionDifference(ActivityCatalog catalog) => _catalog = catalog;

    public IReadOnlyList<DifferenceLine> Lines => _lines;

    public IReadOnlySet<string> Added { get; private set; } = new HashSet<string>();

    public IReadOnlySet<string> Removed { get; private set; } = new HashSet<string>();

    public IReadOnlySet<string> Changed { get; private set; } = new HashSet<string>();

    public static DefinitionDifference Between(JsonObject before, JsonObject after, ActivityCatalog catalog)
    {
        var difference = new DefinitionDifference(catalog);
        difference.Compare(before, after);
        return difference;
    }

    private void Compare(JsonObject before, JsonObject after)
    {
        Value("", "流程名称", before["name"], after["name"]);
        Value("", "流程说明", before["description"], after["description"]);
        var (old, now) = (ById(before), ById(after));
        Added = now.Keys.Except(old.Keys).ToHashSet();
        Removed = old.Keys.Except(now.Keys).ToHashSet();
        foreach (var id in Added)
        {
            _lines.Add(new DifferenceLine(id, DifferenceKind.Added, $"新增环节“{Label(now[id])}”（{TypeName(now[id])}）"));
        }

        foreach (var id in Removed)
        {
            _lines.Add(new DifferenceLine(id, DifferenceKind.Removed, $"删除环节“{Label(old[id])}”（{TypeName(old[id])}）"));
        }

        foreach (var id in now.Keys.Intersect(old.Keys))
        {
            Activity(id, old[id], now[id]);
        }

        Changed = _lines.Where(l => l.Kind == DifferenceKind.Changed && l.ActivityId.Length > 0).Select(l => l.ActivityId).ToHashSet();
        Lists(before, after, "variables", "变量");
        Lists(before, after, "inputs", "流程输入");
        Connections(old, now, before, after);
    }

    private void Activity(string id, JsonObject before, JsonObject after)
    {
        var label = Label(after);
        if (Label(before) != label)
        {
            Add(id, $"环节“{Label(before)}”改名为“{label}”");
        }

        var descriptor = _catalog.Find(after["type"]?.ToString() ?? "");
        foreach (var name in before.Select(p => p.Key).Union(after.Select(p => p.Key)).Except(Unimportant))
        {
            if (!JsonMeaning.Same(before[name], after[name]))
            {
                var palette = PaletteFile.Instance.Of(after["type"]?.ToString() ?? "").Inputs.FirstOrDefault(i => string.Equals(i.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
                var input = descriptor?.Inputs.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.OrdinalIgnoreCase));
                var words = palette?.Name ?? input?.DisplayName ?? name;
                Add(id, $"“{label}”的{words}：{Said(before[name])} → {Said(after[name])}");
            }
        }

        if ((before["metadata"] as JsonObject)?["designer"] is { } place && !JsonMeaning.Same(place["position"], (after["metadata"] as JsonObject)?["designer"]?["position"]))
        {
            _lines.Add(new DifferenceLine(id, DifferenceKind.Moved, $"“{label}”在图上移动了位置"));
        }
    }

    private void Connections(Dictionary<string, JsonObject> old, Dictionary<string, JsonObject> now, JsonObject before, JsonObject after)
    {
        var (was, isNow) = (LinesOf(before), LinesOf(after));
        foreach (var line in isNow.Except(was))
        {
            _lines.Add(new DifferenceLine(line.From, DifferenceKind.Added, $"新增连线：{Way(line, now)}"));
        }

        foreach (var line in was.Except(isNow))
        {
            _lines.Add(new DifferenceLine(line.From, DifferenceKind.Removed, $"删除连线：{Way(line, old)}"));
        }
    }

    private static HashSet<(string From, string Port, string To)> LinesOf(JsonObject definition) =>
        definition["root"] is JsonObject root
            ? [.. StudioJson.Activities(root).SelectMany(StudioJson.Lines).Select(l => (StudioJson.End(l, "source"), (l["source"] as JsonObject)?["port"]?.ToString() ?? "Done", StudioJson.End(l, "target")))]
            : [];

    private static string Way((string From, string Port, string To) line, Dictionary<string, JsonObject> activities)
    {
        string Name(string id) => activities.TryGetValue(id, out var found) ? Label(found) : id;
        var port = line.Port == "Done" ? "" : $"（{PortName(line.Port, activities.GetValueOrDefault(line.From))}）";
        return $"“{Name(line.From)}”{port} → “{Name(line.To)}”";
    }

    private static string PortName(string port, JsonObject? activity)
    {
        var actions = (activity?["actions"] as JsonObject)?["expression"]?["value"]?.ToString();
        if (actions is not null)
        {
            try
            {
                var found = (JsonNode.Parse(actions) as JsonArray)?.OfType<JsonObject>().FirstOrDefault(a => a["code"]?.ToString() == port);
                return found?["label"]?.ToString() ?? port;
            }
            catch (System.Text.Json.JsonException)
            {
                return port;
            }
        }

        return PaletteFile.Instance.Ports.GetValueOrDefault(port, port);
    }

    private void Lists(JsonObject before, JsonObject after, string list, string words)
    {
        static Dictionary<string, JsonObject> Named(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>().GroupBy(v => v["name"]?.ToString() ?? "").ToDictionary(g => g.Key, g => g.First());
        var (old, now) = (Named(before[list]), Named(after[list]));
        foreach (var name in now.Keys.Except(old.Keys))
        {
            _lines.Add(new DifferenceLine("", DifferenceKind.Added, $"新增{words}“{name}”"));
        }

        foreach (var name in old.Keys.Except(now.Keys))
        {
            _lines.Add(new DifferenceLine("", DifferenceKind.Removed, $"删除{words}“{name}”"));
        }

        foreach (var name in now.Keys.Intersect(old.Keys).Where(n => !JsonMeaning.Same(old[n], now[n])))
        {
            Add("", $"修改{words}“{name}”");
        }
    }

    private void Value(string id, string words, JsonNode? before, JsonNode? after)
    {
        if (!JsonMeaning.Same(before, after))
        {
            Add(id, $"{words}：{Said(before)} → {Said(after)}");
        }
    }

    private void Add(string id, string sentence) => _lines.Add(new DifferenceLine(id, DifferenceKind.Changed, sentence));

    private static string Said(JsonNode? node)
    {
        var text = node switch
        {
            null => "",
            JsonObject json when json["expression"] is JsonObject expression => expression["value"]?.ToString() ?? "",
            JsonObject json when json["memoryReference"] is JsonObject variable => $"变量 {variable["id"]}",
            _ => node.ToString(),
        };
        return text.Length == 0 ? "（空）" : $"“{(text.Length > 160 ? text[..160] + "…" : text)}”";
    }

    private string TypeName(JsonObject activity) => PaletteFile.Instance.Of(activity["type"]?.ToString() ?? "").Name ?? _catalog.Find(activity["type"]?.ToString() ?? "")?.DisplayName ?? activity["type"]?.ToString() ?? "";

    private static string Label(JsonObject activity) => (activity["metadata"] as JsonObject)?["displayText"]?.ToString() is { Length: > 0 } text ? text : activity["name"]?.ToString() ?? activity["id"]?.ToString() ?? "";

    private static Dictionary<string, JsonObject> ById(JsonObject definition) =>
        definition["root"] is JsonObject root ? StudioJson.Activities(root).Skip(1).GroupBy(a => a["id"]?.ToString() ?? "").ToDictionary(g => g.Key, g => g.First()) : [];
}

public enum DifferenceKind
{
    Added,
    Removed,
    Changed,
    Moved,
}

/// <param name="ActivityId">Empty when it is about the whole.</param>
public sealed record DifferenceLine(string ActivityId, DifferenceKind Kind, string Sentence);
