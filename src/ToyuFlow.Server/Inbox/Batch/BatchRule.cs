using ToyuFlow.Server.Inbox.Signing;

namespace ToyuFlow.Server.Inbox.Batch;

/// <summary>批量通过: which action passes many tasks of a step at once. Only where the step says so, and only what asks for nothing of its own in each task.</summary>
public static class BatchRule
{
    public static TaskAction? ActionOf(TaskSpec spec) => spec.AllowBatch && Problem(spec.Actions, spec.Fields, spec.Checklist) is null ? Passing(spec.Actions)[0] : null;

    /// <summary>Why a step cannot be passed in batch; null when it can.</summary>
    public static string? Problem(IReadOnlyList<TaskAction> actions, IReadOnlyList<TaskField> fields, IReadOnlyList<ChecklistItem> checklist) => Passing(actions) switch
    {
        [] => "允许批量通过的环节要有一个表示同意（primary）的办理结果。",
        [{ NeedsFields: true }] when checklist.Count > 0 || fields.Any(f => f.Required) => "要逐件填写、检查或上传的环节不能批量通过。",
        [_] => null,
        _ => "允许批量通过的环节只能有一个表示同意的办理结果。",
    };

    private static List<TaskAction> Passing(IReadOnlyList<TaskAction> actions) => [.. actions.Where(a => a.Voice == Vote.Yes)];
}
