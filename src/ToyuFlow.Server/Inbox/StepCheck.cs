using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox.Batch;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inbox.Signing;

namespace ToyuFlow.Server.Inbox;

/// <summary>What is wrong with how 人工审批 is set, as far as it can be known before anybody is asked.</summary>
public static class StepCheck
{
    /// <param name="stated">What an input of the definition says; null when it says nothing or is computed.</param>
    public static IEnumerable<string> Problems(Func<string, string?> stated)
    {
        try
        {
            return [.. Of(stated)];
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return [error is JsonException ? "签办人、抄送、办理提醒或办理结果写得不对。" : error.Message];
        }
    }

    private static IEnumerable<string> Of(Func<string, string?> stated)
    {
        string? Say(string name) => stated(JsonNamingPolicy.CamelCase.ConvertName(name));
        var rule = StepSettings.Rule(Say);
        var expiry = StepSettings.Expiry(Say("OnExpiry"), rule.Mode);
        var signers = List<SignerRule>(Say("Signers"));
        var actions = List<TaskAction>(Say("Actions"));
        var voices = actions.Select(a => a.Voice).ToHashSet();
        foreach (var problem in rule.Problems().Concat(signers.Concat(List<SignerRule>(Say("Copies"))).Select(s => s.Problem()).OfType<string>()))
        {
            yield return problem;
        }

        if (rule.Mode != SignMode.Single && Say("Role") == ApprovalTaskActivity.Applicant)
        {
            yield return "申请人办理的任务不能多人签办。";
        }

        if (rule.Mode != SignMode.Single && actions.Count > 0 && !(voices.Contains(Vote.Yes) && voices.Contains(Vote.No)))
        {
            yield return "多人签办要有一个表示同意（vote: yes 或 primary）和一个表示不同意（vote: no 或 danger）的办理结果。";
        }

        if (rule.Mode is not (SignMode.Single or SignMode.Vote) && voices.Contains(Vote.Abstain))
        {
            yield return "只有票签可以弃权。";
        }

        if (expiry == ExpiryRule.Abstain && rule.Mode != SignMode.Vote)
        {
            yield return "只有票签到期时可以把未投票的算作弃权。";
        }

        if (rule.Mode != SignMode.Single && expiry == ExpiryRule.Deem)
        {
            yield return "期满视为受理只用于一个人办理的受理环节。";
        }

        if (actions.Count > 0 && ((expiry is (ExpiryRule.Pass or ExpiryRule.Deem) && !voices.Contains(Vote.Yes)) || (expiry == ExpiryRule.Fail && !voices.Contains(Vote.No))))
        {
            yield return "到期自动办理要有一个表示同意或不同意的办理结果。";
        }

        if (rule.Mode == SignMode.Groups && signers.Count > 0 && signers.All(s => s.Type == SignerRule.Named && s.Group is not null)
            && signers.GroupBy(s => s.Group).FirstOrDefault(g => g.Select(s => s.Person).Distinct().Count() < rule.GroupMinimum) is { } small)
        {
            yield return $"“{small.Key}”只有 {small.Count()} 位签办人，达不到每个部门 {rule.GroupMinimum} 人同意的要求。";
        }

        if (StepSettings.IsTrue(Say("AllowBatch")))
        {
            if (Say("Role") == ApprovalTaskActivity.Applicant)
            {
                yield return "申请人办理的任务不能批量通过。";
            }
            else if (actions.Count > 0 && BatchRule.Problem(actions, [.. List<TaskField>(Say("Fields")), .. StepSettings.Attachments(Say("Attachments"))], List<ChecklistItem>(Say("Checklist"))) is { } unfit)
            {
                yield return unfit;
            }
        }

        foreach (var problem in StepSettings.Tolerance(Say, actions)?.Problems(
            rule.Mode, Say("Role") == ApprovalTaskActivity.Applicant, actions, [.. List<TaskField>(Say("Fields")), .. StepSettings.Attachments(Say("Attachments"))], List<ChecklistItem>(Say("Checklist"))) ?? [])
        {
            yield return problem;
        }

        if (StepSettings.IsTrue(Say("WithholdsOnGap")) && (expiry is ExpiryRule.Pass or ExpiryRule.Deem || (actions.Count > 0 && !voices.Contains(Vote.Yes))))
        {
            yield return "容缺未补齐不发结果的环节要有一个表示同意的办理结果，而且不能到期自动通过。";
        }

        foreach (var problem in ReminderRule.From(JsonValue.Create(Say("Reminders") ?? ""))?.Problems() ?? [])
        {
            yield return problem;
        }

        if (List<string>(Say("Allow")).FirstOrDefault(a => !TaskActs.All.Contains(a)) is { } unknown)
        {
            yield return $"没有“{unknown}”这种操作（有：{string.Join("、", TaskActs.All)}）。";
        }
    }

    private static IReadOnlyList<T> List<T>(string? json) => json is null ? [] : TaskSpec.ListFrom<T>(JsonValue.Create(json));
}
