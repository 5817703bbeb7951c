using ToyuFlow.Server.Cases;

namespace ToyuFlow.Server.Inbox;

/// <summary>An invented decision of a task, as the demo and a rehearsal make it: every field filled, every check passed.</summary>
public static class SampleInput
{
    /// <param name="known">Answers that are known already, by field.</param>
    /// <param name="correction">What is wrong with the papers, where the action asks for a correction.</param>
    public static TaskInput Of(TaskSpec spec, TaskInput decision, DateOnly today, IReadOnlyDictionary<string, string> known, string correction) => decision with
    {
        Answers = spec.Fields.Where(f => !f.IsFile).ToDictionary(f => f.Code, f => known.GetValueOrDefault(f.Code) ?? SampleAnswers.Answer(f.ToFormField(), today)),
        Checks = [.. spec.Checklist.Select(item => new CheckResult(item.Code, "pass", ""))],
        Corrections = spec.Find(decision.Action)?.Effect == "correction" ? [new CorrectionItem("application", "申请书", correction)] : [],
    };
}
