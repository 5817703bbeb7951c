using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>What a step asks of the person: the actions it allows, the fields to fill, the points to check. Comes from the definition and is frozen in the task.</summary>
public sealed record TaskSpec
{
    public const string Post = "post";
    public const string Unit = "unit";

    public string Instructions { get; init; } = "";

    public IReadOnlyList<TaskAction> Actions { get; init; } = [];

    public IReadOnlyList<TaskField> Fields { get; init; } = [];

    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];

    /// <summary>Whoever decided one of these steps of the same case may not decide this one.</summary>
    public IReadOnlyList<string> SeparateFrom { get; init; } = [];

    /// <summary>Whom it may be given to: <see cref="Post"/> or <see cref="Unit"/>.</summary>
    public string TransferWithin { get; init; } = Post;

    /// <summary>How it is decided when several sign.</summary>
    [JsonIgnore]
    public SignRule Sign
    {
        get => Several ?? SignRule.OnePerson;
        init => Several = value == SignRule.OnePerson ? null : value;
    }

    /// <summary>Null for what one person decides, so that the many such tasks carry nothing of it.</summary>
    public SignRule? Several { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ExpiryRule OnExpiry { get; init; }

    /// <summary>Null for the usual reminders.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReminderRule? Reminders { get; init; }

    /// <summary>The limit as the definition states it, for tasks of the step that come later.</summary>
    public string? Limit { get; init; }

    /// <summary>What else may be done with the task, of <see cref="TaskActs"/>; empty means all.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>批量通过: many tasks of the step may be passed at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AllowBatch { get; init; }

    /// <summary>容缺受理; null where the step does not allow it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToleranceRule? Tolerance { get; init; }

    /// <summary>Its yes is the result, which waits until what a 容缺受理 lacks is there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithholdsOnGap { get; init; }

    /// <summary>Set when the step is asked again after a return.</summary>
    public ReturnNote? Returned { get; init; }

    public bool Allows(string act) => Allow.Count == 0 || Allow.Contains(act);

    public TaskAction? Find(string code) => Actions.FirstOrDefault(a => a.Code == code);

    public string ToJson() => JsonSerializer.Serialize(this, JournalJson.Options);

    public static TaskSpec FromJson(string json) => JsonSerializer.Deserialize<TaskSpec>(json, JournalJson.Options) ?? new TaskSpec();

    public static IReadOnlyList<T> ListFrom<T>(JsonNode? node) => node switch
    {
        null => [],
        JsonValue text when text.TryGetValue<string>(out var json) => json.Length == 0 ? [] : JsonSerializer.Deserialize<List<T>>(json, JournalJson.Options) ?? [],
        _ => node.Deserialize<List<T>>(JournalJson.Options) ?? [],
    };
}

/// <summary>One button of a step. Its code is the port of the flow that it leaves by.</summary>
public sealed record TaskAction(string Code, string Label)
{
    /// <summary>primary, normal or danger.</summary>
    public string Tone { get; init; } = "normal";

    public bool OpinionRequired { get; init; }

    /// <summary>correction: the notice with its list of papers is part of the decision (补正一次性告知).</summary>
    public string? Effect { get; init; }

    /// <summary>The case's status from now on.</summary>
    public string? Status { get; init; }

    /// <summary>yes, no or abstain where several sign; else by the tone: primary is a yes, danger a no.</summary>
    public string? Vote { get; init; }

    /// <summary>Null for one that is not put to the vote: whoever chooses it decides the step alone (退回, 补正).</summary>
    public Vote? Voice => Effect is not null ? null : Vote switch
    {
        "yes" => Signing.Vote.Yes,
        "no" => Signing.Vote.No,
        "abstain" => Signing.Vote.Abstain,
        _ => Tone switch { "primary" => Signing.Vote.Yes, "danger" => Signing.Vote.No, _ => null },
    };

    /// <summary>Sentence for the timeline; {unit} and {who} are filled in.</summary>
    public string? Says { get; init; }

    /// <summary>Whether the fields have to be filled for this action.</summary>
    public bool NeedsFields { get; init; } = true;
}

/// <summary>A point to check on the spot: passes, fails (a finding) or does not apply.</summary>
public sealed record ChecklistItem(string Code, string Text)
{
    public string? Basis { get; init; }
}
