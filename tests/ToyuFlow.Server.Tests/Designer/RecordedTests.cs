using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ToyuFlow.Server.Tests.Conventions;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

/// <summary>Every call that Elsa Studio 3.8.2 was seen to make, beside the answer that it was seen to live with.</summary>
public sealed partial class RecordedTests : IDisposable
{
    /// <summary>Records of what was decided are kept, so Studio's wish to delete them is refused.</summary>
    private static readonly string[] Refused = ["DELETE /workflow-instances/{instanceId}", "POST /bulk-actions/delete/workflow-instances/by-id"];

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public RecordedTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Each_recorded_call_is_answered_with_every_field_that_was_recorded()
    {
        await _cases.ApplyAsync("luxian-operator", "registration");
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var copies = new List<JsonObject>();
        foreach (var id in new[] { "sample", "sample2", "sample3" })
        {
            var copy = await studio.DefinitionAsync("filing");
            (copy["definitionId"], copy["id"], copy["name"]) = (id, id, $"示例副本 {id}");
            copies.Add(await studio.PostAsync("/workflow-definitions/import", copy));
        }

        var instance = _app.Read(sql => sql.List("select id from workflow_instance", row => row.GetGuid(0)))[0].ToString();
        var executions = await studio.GetAsync($"/activity-executions/list?WorkflowInstanceId={instance}");
        var ids = new Dictionary<string, string>
        {
            ["definitionId"] = "sample",
            ["versionId"] = copies[0]["id"]!.ToString(),
            ["instanceId"] = instance,
            ["execId"] = executions["items"]![0]!["id"]!.ToString(),
            ["version"] = "1",
        };
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "ToyuFlow.Server.Tests", "Designer", "Recorded"), "*.json").Select(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject()).ToList();
        Assert.Equal(46, files.Count);
        var faults = new List<string>();
        foreach (var recorded in files.OrderBy(Order))
        {
            var (method, path) = (recorded["method"]!.ToString(), recorded["path"]!.ToString());
            if (path == "/workflow-definition-versions/{versionId}")
            {
                ids["versionId"] = (await studio.DefinitionAsync("sample"))["id"]!.ToString();
            }

            var sent = method == "POST" ? Sent(path, recorded["sent"]?.DeepClone(), ids, copies) : null;
            using var answer = await studio.SendAsync(new HttpMethod(method), Placeholder().Replace(path, m => ids[m.Groups[1].Value]) + Query(recorded["query"]!.ToString(), ids), sent);
            if (Refused.Contains($"{method} {path}"))
            {
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                continue;
            }

            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode || (recorded["status"]!.GetValue<int>() == 200 && answer.Content.Headers.ContentType?.MediaType is var type && recorded["type"]!.ToString() is { Length: > 0 } wanted && type != wanted))
            {
                faults.Add($"{method} {path}: {(int)answer.StatusCode} {answer.Content.Headers.ContentType} {text}");
            }
            else if (recorded["answer"] is JsonObject shape && !path.EndsWith("/export", StringComparison.Ordinal))
            {
                faults.AddRange(Shapes.Missing(shape, JsonNode.Parse(text)).Distinct().Take(12).Select(m => $"{method} {path}: {m}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>What takes something away comes last.</summary>
    private static int Order(JsonObject recorded) => (recorded["method"]!.ToString(), recorded["path"]!.ToString()) switch
    {
        ("GET", _) => 0,
        ("POST", var path) when path.EndsWith("/publish", StringComparison.Ordinal) => 1,
        ("POST", var path) when path.Contains("/publish/", StringComparison.Ordinal) => 2,
        (_, var path) when path.Contains("/cancel/", StringComparison.Ordinal) => 4,
        (_, "/workflow-definition-versions/{versionId}") => 5,
        (_, var path) when path.Contains("retract", StringComparison.Ordinal) => 6,
        ("POST", var path) when path.Contains("/delete/", StringComparison.Ordinal) => 7,
        ("POST", _) => 3,
        _ => 8,
    };

    /// <summary>The recorded body, about what is there in this county.</summary>
    private static JsonNode? Sent(string path, JsonNode? sent, Dictionary<string, string> ids, List<JsonObject> copies)
    {
        switch (path)
        {
            case "/workflow-definitions":
                var model = copies[0].DeepClone();
                model["description"] = "改过的说明";
                (sent!["model"], sent["publish"]) = (model, false);
                break;
            case "/tests/activities":
                sent!["workflowDefinitionHandle"]!["definitionVersionId"] = ids["versionId"];
                sent["activityHandle"]!["activityNodeId"] = "Workflow1:root:accept";
                break;
            case "/workflow-instances/{instanceId}/journal":
                sent!["filter"]!["activityNodeIds"] = null;
                break;
            case "/activity-executions/report":
                (sent!["workflowInstanceId"], sent["activityNodeIds"]) = (ids["instanceId"], new JsonArray());
                break;
            case "/workflow-instances":
                foreach (var name in new[] { "definitionId", "searchTerm", "status", "subStatus" })
                {
                    sent![name] = null;
                }

                foreach (var name in new[] { "definitionIds", "statuses", "subStatuses", "timestampFilters" })
                {
                    sent![name] = new JsonArray();
                }

                sent!["hasIncidents"] = null;
                break;
            case "/bulk-actions/cancel/workflow-instances":
                (sent!["ids"], sent["definitionId"], sent["definitionVersionId"]) = (new JsonArray(), null, null);
                break;
            case "/bulk-actions/delete/workflow-definitions/by-id":
            case "/bulk-actions/export/workflow-definitions":
                sent!["ids"] = new JsonArray(copies[2]["id"]!.ToString());
                break;
            case "/bulk-actions/delete/workflow-definitions/by-definition-id":
                sent!["definitionIds"] = new JsonArray("sample2");
                break;
            case var bulk when bulk.StartsWith("/bulk-actions/", StringComparison.Ordinal) && sent is JsonObject && sent["definitionIds"] is not null:
                sent["definitionIds"] = new JsonArray(bulk.Contains("retract", StringComparison.Ordinal) ? "sample3" : "sample");
                break;
        }

        return sent;
    }

    private static string Query(string recorded, Dictionary<string, string> ids) =>
        ExecutionId().Replace(InstanceId().Replace(NodeId().Replace(recorded, "ActivityNodeId=Workflow1%3Aroot"), $"WorkflowInstanceId={ids["instanceId"]}"), $"?id={ids["execId"]}");

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("ActivityNodeId=[^&]*")]
    private static partial Regex NodeId();

    [GeneratedRegex("WorkflowInstanceId=[^&]*")]
    private static partial Regex InstanceId();

    [GeneratedRegex(@"\?id=[^&]*")]
    private static partial Regex ExecutionId();
}
