using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Http;

/// <summary>Sends a mail. It is put down with the step and leaves only after the commit, so that none announces what was rolled back.</summary>
internal sealed class SendEmail : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> to = context.GetInput("To") is JsonArray list ? [.. list.Select(a => a?.ToString().Trim() ?? "").Where(a => a.Length > 0)] : [];
        if (to.Count == 0)
        {
            throw new InvalidOperationException("邮件没有收件人。");
        }

        context.Run.Services.SendEmail?.Invoke(new OutgoingEmail(to, context.GetInput<string>("Subject") ?? "", context.GetInput<string>("Body") ?? ""));
        context.JournalData["To"] = to.Count;
        return ValueTask.CompletedTask;
    }
}
