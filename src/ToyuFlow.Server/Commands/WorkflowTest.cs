using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Commands;

/// <summary>
/// `workflow test DIR`: plays the cases of a folder and compares what came of each run with what is expected. A case is a folder with
/// definition.json, child*.json, and per run NAME.expected.json with NAME.input.json and NAME.script.json where there are any.
/// </summary>
internal static class WorkflowTest
{
    private const string Suffix = ".expected.json";

    public static async Task<int> RunAsync(string folder, bool asJson, ActivityCatalog catalog, TextWriter output, TextWriter error)
    {
        var files = Directory.GetFiles(folder, $"*{Suffix}", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            await error.WriteLineAsync($"{folder}：没有找到 *{Suffix}。");
            return 1;
        }

        var runs = new JsonArray();
        var failed = 0;
        foreach (var file in files)
        {
            var differences = await CompareAsync(file, catalog);
            failed += differences.Count > 0 ? 1 : 0;
            var name = Path.GetRelativePath(folder, file)[..^Suffix.Length];
            runs.Add(new JsonObject { ["run"] = name, ["passed"] = differences.Count == 0, ["differences"] = new JsonArray([.. differences.Select(d => JsonValue.Create(d))]) });
            if (!asJson)
            {
                await output.WriteLineAsync(differences.Count == 0 ? $"通过  {name}" : $"不符  {name}\n{string.Join('\n', differences.Select(d => $"      {d}"))}");
            }
        }

        await output.WriteLineAsync(asJson
            ? new JsonObject { ["passed"] = files.Count - failed, ["failed"] = failed, ["runs"] = runs }.ToJsonString(WorkflowCommands.Json)
            : $"{files.Count - failed} 次通过，{failed} 次不符。");
        return failed == 0 ? 0 : 1;
    }

    private static async Task<List<string>> CompareAsync(string file, ActivityCatalog catalog)
    {
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            using var faults = new StringWriter();
            var definitions = Directory.GetFiles(folder, "child*.json").Order(StringComparer.Ordinal).Prepend(Path.Combine(folder, "definition.json"));
            if (await WorkflowPlay.LoadAsync(catalog, definitions, faults) is not { } play)
            {
                return [.. faults.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            }

            string? Part(string name) => file.Replace(Suffix, $".{name}.json", StringComparison.Ordinal) is var part && File.Exists(part) ? part : null;
            var (_, report) = await play.RunAsync(Part("input"), Part("script"));
            return Differences(await WorkflowPlay.ReadAsync<JsonObject>(file, "一个对象") ?? [], report);
        }
        catch (Exception e) when (WorkflowCommands.IsAboutAFile(e))
        {
            return [e.Message];
        }
    }

    /// <summary>Elsa leaves the bookmark of a cancelled instance in its store; between instances the order of lines is chance.</summary>
    private static List<string> Differences(JsonObject expected, JsonObject actual)
    {
        var differences = new List<string>();
        foreach (var name in new[] { "status", "subStatus", "output", "variables", "trace", "otherInstances" }.Where(expected.ContainsKey))
        {
            Compare(differences, name, expected[name], actual[name]);
        }

        Compare(differences, "incidents", Ids(expected["incidents"]), Ids(actual["incidents"]));
        if (expected["subStatus"]?.ToString() != "Cancelled")
        {
            Compare(differences, "openBookmarks", Ids(expected["openBookmarks"]), Ids(actual["openBookmarks"]));
        }

        var severalWrite = expected["otherInstances"] is JsonArray { Count: > 0 };
        Compare(differences, "stdout", Lines(expected["stdout"], severalWrite), Lines(actual["stdout"], severalWrite));
        return differences;
    }

    private static JsonArray Ids(JsonNode? list) =>
        [.. (list as JsonArray ?? []).Select(i => i?["activityId"]?.ToString() ?? "").Order(StringComparer.Ordinal).Select(i => JsonValue.Create(i))];

    private static JsonArray Lines(JsonNode? list, bool sorts)
    {
        var lines = (list as JsonArray ?? []).Select(l => l?.ToString() ?? "");
        return [.. (sorts ? lines.Order(StringComparer.Ordinal) : lines).Select(l => JsonValue.Create(l))];
    }

    private static void Compare(List<string> differences, string name, JsonNode? expected, JsonNode? actual)
    {
        if (JsonNode.DeepEquals(expected, actual))
        {
            return;
        }

        if (expected is JsonArray wanted && actual is JsonArray got)
        {
            var place = wanted.Zip(got).TakeWhile(p => JsonNode.DeepEquals(p.First, p.Second)).Count();
            differences.Add($"{name}[{place}]：应为 {Show(wanted.ElementAtOrDefault(place))}，实为 {Show(got.ElementAtOrDefault(place))}");
            return;
        }

        differences.Add($"{name}：应为 {Show(expected)}，实为 {Show(actual)}");
    }

    private static string Show(JsonNode? node) => node?.ToJsonString(new JsonSerializerOptions(WorkflowCommands.Json) { WriteIndented = false }) ?? "无";
}
