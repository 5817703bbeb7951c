using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>A case of one step that several sign, in the running server: the step is what a test says of it.</summary>
internal sealed class SigningFlow(ToyuFlowApp app)
{
    public const string Step = "sign";

    /// <summary>Five officers of four departments.</summary>
    public static readonly string[] Officers = ["luxian-samr-accept", "luxian-samr-review", "luxian-samr-approve", "luxian-health-review", "luxian-housing-inspect"];

    private const string Matter = "registration";

    private static readonly string[] Applicants = ["luxian-operator", "luxian-operator2"];

    private int _begun;

    public CaseDriver Cases { get; } = new(app);

    /// <summary>Publishes the step and opens a case of another applicant that stands in it.</summary>
    public async Task<Guid> BeginAsync(params (string Name, JsonNode? Value)[] settings)
    {
        await PublishAsync(settings);
        return await Cases.ApplyAsync(Applicants[_begun++], Matter);
    }

    public Task PublishAsync(params (string Name, JsonNode? Value)[] settings) => PublishAsync(Activity(Step, settings));

    /// <summary>Two steps, one after the other: <see cref="Step"/> and another.</summary>
    public Task PublishTwoAsync((string Name, JsonNode? Value)[] first, (string Name, JsonNode? Value)[] second) => PublishAsync(Activity(Step, first), Activity("then", second));

    private Task PublishAsync(params JsonNode[] activities)
    {
        var json = new JsonObject
        {
            ["id"] = $"{Matter}-test",
            ["definitionId"] = Matter,
            ["name"] = "示例签办流程",
            ["version"] = 1,
            ["variables"] = new JsonArray(
                new JsonObject { ["id"] = "r", ["name"] = "r", ["typeName"] = "Object", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" },
                new JsonObject { ["id"] = "people", ["name"] = "people", ["typeName"] = "Object", ["value"] = "luxian-samr-review,luxian-samr-approve", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }),
            ["root"] = new JsonObject { ["id"] = "root", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray(activities) },
        };
        return app.AsAsync<DefinitionLibrary>("luxian-system", (library, token) => library.PublishAsync(json.ToJsonString(), token));
    }

    private static JsonObject Activity(string id, (string Name, JsonNode? Value)[] settings)
    {
        var activity = new JsonObject
        {
            ["id"] = id,
            ["type"] = ApprovalTaskActivity.TypeName,
            ["version"] = 1,
            ["title"] = Literal("示例签办"),
            ["stepCode"] = Literal(id),
            ["role"] = Literal("SAMR"),
            ["post"] = Literal("accept"),
            ["limit"] = Literal("5 wd"),
            ["actions"] = List("""
                [{"code":"Agree","label":"同意","tone":"primary","status":"Accepted","says":"{unit}同意"},{"code":"Refuse","label":"不同意","tone":"danger","status":"Refused","says":"{unit}不同意"},{"code":"Back","label":"退件"}]
                """),
            ["result"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "r" } },
        };
        foreach (var (name, value) in settings)
        {
            activity[name] = value?.DeepClone();
        }

        return activity;
    }

    public static JsonNode Literal(string text) => new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text } };

    public static JsonNode List(string json) => new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = json } };

    /// <summary>The officers as named signers, in their order.</summary>
    public static (string Name, JsonNode? Value) People(params (string User, long Weight, string? Group)[] people) => ("signers", List(JsonSerializer.Serialize(
        people.Select(p => new { type = "person", person = p.User, weight = p.Weight, group = p.Group }))));

    public static (string Name, JsonNode? Value) First(int many) => People([.. Officers.Take(many).Select(o => (o, 1L, (string?)null))]);

    public static (string Name, JsonNode? Value) Mode(string mode) => ("signMode", Literal(mode));

    /// <summary>Decides the open task that the person has in the round.</summary>
    public async Task<TaskOutcome> SignAsync(Guid caseId, string userName, string action = "Agree", string opinion = "")
    {
        var task = TaskOf(caseId, userName) ?? throw new InvalidOperationException($"{userName} has no open task: {string.Join("; ", Round(caseId))}; {string.Join("; ", Cases.Incidents())}");
        return await app.AsAsync<CompleteTask, TaskOutcome>(userName, (complete, token) => complete.RunAsync(new TaskInput(task.Id, task.Revision, action, opinion), token));
    }

    public SignedTask? TaskOf(Guid caseId, string userName) => Round(caseId).FirstOrDefault(t => t.Status == WorkTaskStatus.Open && t.User == userName);

    public IReadOnlyList<SignedTask> Round(Guid caseId) => app.Read(sql => sql.List(
        """
        select t.id, t.revision, t.status, coalesce(p.user_name, ''), t.vote, t.weight, t.closed_because, t.is_automatic, t.decided_by_name, t.action_label, t.sign_kind, t.due_at
        from work_task t left join person p on p.id = t.assignee_id where t.case_id = @case order by t.created_at, t.sign_order, t.id
        """,
        row => new SignedTask(row.GetGuid(0), row.GetInt64(1), row.Named<WorkTaskStatus>(2), row.GetString(3), row.TextOrNull(4), row.GetInt64(5))
        {
            ClosedBecause = row.TextOrNull(6),
            IsAutomatic = row.GetBoolean(7),
            DecidedByName = row.TextOrNull(8),
            ActionLabel = row.TextOrNull(9),
            Kind = row.TextOrNull(10),
            DueAt = row.Instant(11),
        },
        ("case", caseId)));

    public IReadOnlyList<string> Waiting(Guid caseId) => [.. Round(caseId).Where(t => t.Status == WorkTaskStatus.Open).Select(t => t.User)];

    public JsonNode? Result(Guid caseId) => WorkflowState.FromJson(app.Read(sql => sql.Scalar<string>("select state from workflow_instance where case_id = @case", ("case", caseId)))!).Variables["r"];

    public string State(Guid caseId) => app.Read(sql => sql.Scalar<string>("select sub_status from workflow_instance where case_id = @case", ("case", caseId)))!;
}

internal sealed record SignedTask(Guid Id, long Revision, WorkTaskStatus Status, string User, string? Vote, long Weight)
{
    public string? ClosedBecause { get; init; }

    public bool IsAutomatic { get; init; }

    public string? DecidedByName { get; init; }

    public string? ActionLabel { get; init; }

    public string? Kind { get; init; }

    public DateTimeOffset DueAt { get; init; }
}
