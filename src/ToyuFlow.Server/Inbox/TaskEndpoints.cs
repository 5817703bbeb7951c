using Microsoft.AspNetCore.Antiforgery;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>/api/v1: the inbox of the signed-in person and their decisions, for programs.</summary>
public static class TaskEndpoints
{
    public static IEndpointRouteBuilder MapInbox(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization(Policies.OfficerOrOperator).AddEndpointFilter<RefusalResults>();
        api.MapGet("/session", (HttpContext context, IAntiforgery antiforgery, CurrentUser user) =>
            new { user.UserName, user.DisplayName, Token = antiforgery.GetAndStoreTokens(context).RequestToken });
        api.MapGet("/tasks", (CurrentUser user, InboxQuery inbox, string? text, int? size) =>
            inbox.Read(new InboxRequest(user.TenantId, user.PersonId, user.PostIds) { Text = text, Size = Math.Clamp(size ?? 20, 1, 100) }));
        api.MapPost("/tasks/{id:guid}/complete", CompleteAsync);
        api.MapPost("/tasks/{id:guid}/claim", async (Guid id, CurrentUser user, Steps steps, CancellationToken cancellationToken) =>
        {
            await steps.RunAsync<ClaimTask>(user.Actor, null, (claim, _) =>
            {
                claim.Claim(id);
                return Task.CompletedTask;
            }, cancellationToken);
            return Results.NoContent();
        });
        return routes;
    }

    /// <summary>The header Idempotency-Key names the operation: sent again after a lost answer it changes nothing and gets the same answer.</summary>
    private static Task<TaskOutcome> CompleteAsync(Guid id, TaskDecision decision, HttpContext context, CurrentUser user, Steps steps)
    {
        var operation = context.Request.Headers["Idempotency-Key"].ToString();
        if (operation.Length > 80)
        {
            throw new InvalidInputException("Idempotency-Key", "操作编号最多 80 个字符。");
        }

        var input = new TaskInput(id, decision.Revision, decision.Action, decision.Opinion ?? "")
        {
            Answers = decision.Answers ?? new Dictionary<string, string>(),
            Checks = decision.Checks ?? [],
            Corrections = decision.Corrections ?? [],
        };
        return steps.RunAsync<CompleteTask, TaskOutcome>(user.Actor, operation.Length > 0 ? operation : null, (complete, token) => complete.RunAsync(input, token), context.RequestAborted);
    }
}

/// <summary>The body of a decision.</summary>
public sealed record TaskDecision(long Revision, string Action, string? Opinion, Dictionary<string, string>? Answers, List<CheckResult>? Checks, List<Cases.CorrectionItem>? Corrections);
