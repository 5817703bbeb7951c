using ToyuFlow.Server.Inbox.Signing;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>容缺受理 of a step: by which of its results it accepts, and within how many working days the applicant may promise what is missing.</summary>
public sealed record ToleranceRule(string Outcome, int Days)
{
    public const int UsualDays = 20;
    public const int MostDays = 60;

    /// <summary>Why a step cannot be set so; the form of 容缺受理 asks for nothing but the gaps.</summary>
    public IEnumerable<string> Problems(SignMode mode, bool isApplicants, IReadOnlyList<TaskAction> actions, IReadOnlyList<TaskField> fields, IReadOnlyList<ChecklistItem> checklist)
    {
        if (mode != SignMode.Single || isApplicants)
        {
            yield return "容缺受理只用于工作人员一个人办理的受理环节。";
        }

        if (Days is < 1 or > MostDays)
        {
            yield return $"容缺补齐最长期限应为 1 到 {MostDays} 个工作日。";
        }

        if (actions.Count == 0)
        {
            yield break;
        }

        if (actions.FirstOrDefault(a => a.Code == Outcome) is not { Voice: Vote.Yes } outcome)
        {
            yield return "允许容缺受理的环节要有一个表示受理（primary）的办理结果；指定结果时写它的代码。";
        }
        else if (outcome.NeedsFields && (checklist.Count > 0 || fields.Any(f => f.Required)))
        {
            yield return "要填写、检查或上传才能受理的环节不能容缺受理。";
        }
    }
}
