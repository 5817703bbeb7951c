using System.Globalization;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Cases;

/// <summary>Moves the case to a status and says a sentence in its timeline.</summary>
public sealed class CaseStatusActivity(CaseHistory history, CaseClocks clocks, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.CaseStatus";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        if (context.GetInput<string>("Status") is { Length: > 0 } text)
        {
            var status = Enum.Parse<CaseStatus>(text);
            history.SetStatus(caseId, status);
            if (status is CaseStatus.Approved or CaseStatus.Refused or CaseStatus.Withdrawn)
            {
                clocks.StopAll(caseId);
            }
        }

        if (context.GetInput<string>("Sentence") is { Length: > 0 } sentence)
        {
            history.Say(caseId, sentence, context.GetInput<bool?>("ForApplicant") ?? true, automatic: true);
        }

        context.Complete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Starts, pauses, resumes or stops a clock of the case.</summary>
public sealed class ClockActivity(CaseClocks clocks, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.Clock";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        var code = context.GetInput<string>("Code") ?? throw new InvalidOperationException("没有写明时限代码。");
        var reason = context.GetInput<string>("Reason") ?? "";
        switch (context.GetInput<string>("Operation"))
        {
            case "start":
                clocks.Start(caseId, code, reason, Day(context.GetInput<string>("Until")));
                break;
            case "pause":
                clocks.Pause(caseId, code, reason, context.GetInput<string>("Basis"), null);
                break;
            case "resume":
                clocks.Resume(caseId, code, reason);
                break;
            case "stop":
                clocks.Stop(caseId, code);
                break;
            case var other:
                throw new InvalidOperationException($"不认识的计时操作“{other}”，应为 start、pause、resume 或 stop。");
        }

        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>What is wrong with how it is set.</summary>
    public static IEnumerable<string> Problems(Func<string, string?> stated)
    {
        if (stated("until") is not { } until)
        {
            yield break;
        }

        if (stated("operation") is not (null or "start"))
        {
            yield return "只有开始计时时才能写许可到期日。";
        }

        if (!IsDay(until, out _))
        {
            yield return $"许可到期日应写成 2025-03-31 这样的日期，或者取自申请表的表达式，而不是“{until}”。";
        }
    }

    private static DateOnly? Day(string? text) => text is not { Length: > 0 } ? null
        : IsDay(text, out var day) ? day
        : throw new InvalidOperationException($"许可到期日“{text}”不是日期。");

    private static bool IsDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
