using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>What is wrong with a decision as entered: all of it at once, each beside its field.</summary>
public static class TaskChecks
{
    private const int LongestOpinion = 2000;
    private const int LongestRemark = 500;

    public static TaskAction Check(TaskSpec spec, TaskInput input)
    {
        var action = spec.Find(input.Action) ?? throw new InvalidInputException("action", "请选择本步骤允许的办理结果。");
        var errors = new List<FieldError>();
        if (action.OpinionRequired && string.IsNullOrWhiteSpace(input.Opinion))
        {
            errors.Add(new FieldError("opinion", $"“{action.Label}”必须填写意见，说明理由和依据。"));
        }

        if (input.Opinion.Length > LongestOpinion)
        {
            errors.Add(new FieldError("opinion", $"意见最多 {LongestOpinion} 字。"));
        }

        if (action.Effect == "correction" && input.Corrections.Count == 0)
        {
            errors.Add(new FieldError("corrections", "请至少列出一项需要补正的材料或内容，并写明问题和补正办法。"));
        }

        if (action.Effect == "correction")
        {
            errors.AddRange(input.Corrections.Where(c => string.IsNullOrWhiteSpace(c.Problem)).Select(c => new FieldError($"correct-{c.Code}", $"请写明“{c.Name}”有什么问题。")));
            errors.AddRange(input.Corrections.Where(c => c.Problem.Length > LongestRemark || c.Mend.Length > LongestRemark).Select(c => new FieldError($"correct-{c.Code}", $"“{c.Name}”的问题和补正办法各不超过 {LongestRemark} 字。")));
        }

        if (action.NeedsFields)
        {
            errors.AddRange(FieldErrors(spec, input));
            errors.AddRange(ChecklistErrors(spec, input));
        }

        return errors.Count == 0 ? action : throw new InvalidInputException(errors);
    }

    public static JsonObject Answers(TaskSpec spec, TaskInput input)
    {
        var answers = new JsonObject();
        foreach (var field in spec.Fields)
        {
            if (input.Answers.TryGetValue(field.Code, out var value) && value.Trim().Length > 0)
            {
                answers[field.Code] = value.Trim();
            }
        }

        if (spec.Checklist.Count > 0)
        {
            answers["checks"] = new JsonArray([.. spec.Checklist.Select(item => Answer(item, input))]);
        }

        return answers;
    }

    private static JsonObject Answer(ChecklistItem item, TaskInput input)
    {
        var check = input.Checks.FirstOrDefault(c => c.Code == item.Code);
        return new JsonObject { ["code"] = item.Code, ["text"] = item.Text, ["result"] = check?.Result ?? "", ["remark"] = check?.Remark ?? "" };
    }

    private static IEnumerable<FieldError> FieldErrors(TaskSpec spec, TaskInput input) =>
        from field in spec.Fields
        let problem = field.Problem(input.Answers.GetValueOrDefault(field.Code))
        where problem is not null
        select new FieldError($"field-{field.Code}", problem);

    private static IEnumerable<FieldError> ChecklistErrors(TaskSpec spec, TaskInput input)
    {
        foreach (var item in spec.Checklist)
        {
            var check = input.Checks.FirstOrDefault(c => c.Code == item.Code);
            if (check?.Result is not ("pass" or "fail" or "na"))
            {
                yield return new FieldError($"check-{item.Code}", $"“{item.Text}”还没有检查结论。");
            }
            else if (check.Result != "pass" && string.IsNullOrWhiteSpace(check.Remark))
            {
                yield return new FieldError($"check-{item.Code}", $"“{item.Text}”不合格或不适用时要写明情况。");
            }
            else if (check.Remark.Length > LongestRemark)
            {
                yield return new FieldError($"check-{item.Code}", $"“{item.Text}”的情况说明最多 {LongestRemark} 字。");
            }
        }
    }
}
