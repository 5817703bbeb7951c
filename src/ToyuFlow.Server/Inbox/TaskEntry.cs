using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>What stands in the form of a decision: nothing yet, or exactly what was posted, right or wrong.</summary>
public sealed class TaskEntry
{
    public string Action { get; init; } = "";

    [JsonIgnore]
    public long? Revision { get; init; }

    public string Opinion { get; init; } = "";

    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, CheckResult> Checks { get; init; } = new Dictionary<string, CheckResult>();

    /// <summary>By the choice's key.</summary>
    public IReadOnlyDictionary<string, CorrectionItem> Corrections { get; init; } = new Dictionary<string, CorrectionItem>();

    [JsonIgnore]
    public bool IsEmpty => Opinion.Length == 0 && Answers.Values.All(string.IsNullOrWhiteSpace) && Checks.Values.All(c => c.Result.Length + c.Remark.Length == 0) && Corrections.Count == 0;

    public static TaskEntry FromJson(string json) => JsonSerializer.Deserialize<TaskEntry>(json, JournalJson.Options) ?? new TaskEntry();

    public string ToJson() => JsonSerializer.Serialize(this, JournalJson.Options);

    public static TaskEntry Read(IFormCollection form, TaskSpec spec, IReadOnlyList<CorrectionChoice> choices) => new()
    {
        Action = form["task.action"].ToString(),
        Revision = long.TryParse(form["task.revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null,
        Opinion = form["task.opinion"].ToString().ReplaceLineEndings("\n").Trim(),
        Answers = spec.Fields.Where(f => !f.IsFile).ToDictionary(f => f.Code, f => f.ToFormField() is var field ? field.Tidy(field.Entered(form)) : ""),
        Checks = spec.Checklist.ToDictionary(c => c.Code, c => new CheckResult(c.Code, form[$"check.{c.Code}"].ToString(), form[$"check.{c.Code}.remark"].ToString().Trim())),
        Corrections = choices.Select(choice => (choice.Key, Item: Correction(form, choice))).Where(c => c.Item is not null).ToDictionary(c => c.Key, c => c.Item!),
    };

    /// <summary>The same words on top of what the task has become meanwhile.</summary>
    public TaskEntry WithRevision(long revision) =>
        new() { Action = Action, Revision = revision, Opinion = Opinion, Answers = Answers, Checks = Checks, Corrections = Corrections };

    public TaskInput ToInput(Guid taskId, IReadOnlyDictionary<string, string> files) => new(taskId, Revision ?? 0, Action, Opinion)
    {
        Answers = Answers.Concat(files).ToDictionary(),
        Checks = [.. Checks.Values],
        Corrections = [.. Corrections.Values],
    };

    /// <summary>Written words count as a tick: nobody writes what is wrong with a paper that is right.</summary>
    private static CorrectionItem? Correction(IFormCollection form, CorrectionChoice choice)
    {
        var problem = form[$"correct.{choice.Key}.problem"].ToString().Trim();
        var mend = form[$"correct.{choice.Key}.mend"].ToString().Trim();
        return form["correct"].Contains(choice.Key) || problem.Length > 0 || mend.Length > 0
            ? new CorrectionItem(choice.Code, choice.Name, problem) { Mend = mend }
            : null;
    }
}
