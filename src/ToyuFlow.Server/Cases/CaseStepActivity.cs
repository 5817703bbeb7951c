using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Cases;

/// <summary>Moves the case to a status and says a sentence in its timeline.</summary>
public sealed class CaseStatusActivity(CaseHistory history, CaseClocks clocks, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.CaseStatus";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        if (context.GetInput<string>("Status") is { Length: > 0 } text)
        {
            var status = Enum.Parse<CaseStatus>(text);
            history.SetStatus(caseId, status);
            if (status is CaseStatus.Approved or CaseStatus.Refused or CaseStatus.Withdrawn)
            {
                await clocks.StopAllAsync(caseId, cancellationToken);
            }
        }

        if (context.GetInput<string>("Sentence") is { Length: > 0 } sentence)
        {
            history.Say(caseId, sentence, context.GetInput<bool?>("ForApplicant") ?? true, automatic: true);
        }

        context.Complete();
    }
}

/// <summary>Starts, pauses, resumes or stops a clock of the case.</summary>
public sealed class ClockActivity(CaseClocks clocks, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.Clock";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        var code = context.GetInput<string>("Code") ?? throw new InvalidOperationException("没有写明时限代码。");
        var reason = context.GetInput<string>("Reason") ?? "";
        await (context.GetInput<string>("Operation") switch
        {
            "start" => clocks.StartAsync(caseId, code, reason, cancellationToken),
            "pause" => clocks.PauseAsync(caseId, code, reason, context.GetInput<string>("Basis"), null, cancellationToken),
            "resume" => clocks.ResumeAsync(caseId, code, reason, cancellationToken),
            "stop" => clocks.StopAsync(caseId, code, cancellationToken),
            var other => throw new InvalidOperationException($"不认识的计时操作“{other}”，应为 start、pause、resume 或 stop。"),
        });
        context.Complete();
    }
}
