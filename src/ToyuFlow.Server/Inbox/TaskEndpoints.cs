using Microsoft.AspNetCore.Antiforgery;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Feed;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>/api/v1: the inbox of the signed-in person and their decisions, for programs.</summary>
public static class TaskEndpoints
{
    public static IEndpointRouteBuilder MapInbox(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization(Policies.OfficerOrOperator).AddEndpointFilter<RefusalResults>();
        api.MapGet("/session", (HttpContext context, IAntiforgery antiforgery, CurrentUser user) =>
            Results.Ok(new { user.UserName, user.DisplayName, Token = antiforgery.GetAndStoreTokens(context).RequestToken }));
        api.MapGet("/tasks", GetTasks);
        api.MapGet("/tasks/{id:guid}", GetTask);
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
        routes.MapGet(FrameLinks.News, GetNews).RequireAuthorization(Policies.SignedIn);
        routes.MapFeed();
        return routes;
    }

    /// <summary>The numbers of the frame, and how many tasks have come since a page was drawn; asked for again and again, so that it only counts.</summary>
    private static IResult GetNews(long? since, CurrentUser user, InboxQuery inbox, NoticeList notices)
    {
        var all = InboxRequest.Of(user);
        var drawn = since is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(at, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())) : (DateTimeOffset?)null;
        return Results.Ok(new
        {
            Todo = inbox.Count(all),
            Unread = notices.CountUnread(user.TenantId, user.PersonId),
            Fresh = drawn is null ? 0 : inbox.Count(all with { CreatedAfter = drawn }),
        });
    }

    /// <summary>The filters and keys of the page 待办, and size up to 100.</summary>
    private static IResult GetTasks(HttpContext context, CurrentUser user, InboxQuery inbox, TimeProvider time, string? after, string? before, int? size)
    {
        var found = inbox.Read(InboxFilter.Read(context.Request.Query).Request(user, time.GetUtcNow()) with
        {
            After = PageKey.Parse(after),
            Before = PageKey.Parse(before),
            Size = Math.Clamp(size ?? 20, 1, 100),
        });
        return Results.Ok(new
        {
            found.Total,
            Items = found.Items.Select(i => new
            {
                i.Id,
                i.Title,
                i.StepCode,
                i.CaseId,
                i.CaseNumber,
                i.CaseTitle,
                i.Institution,
                i.Revision,
                i.CreatedAt,
                DueAt = i.DueAt < WorkTask.NoLimit ? i.DueAt : (DateTimeOffset?)null,
                i.PromisedDueAt,
                Mine = i.AssigneeId == user.PersonId,
            }),
            Previous = found.Page.Previous?.ToString(),
            Next = found.Page.Next?.ToString(),
        });
    }

    private static IResult GetTask(Guid id, CurrentUser user, DatabaseReader database, TimeProvider time)
    {
        var task = database.Read(sql => TaskDetails.Find(sql, user.TenantId, user.PersonId, id, time.GetUtcNow())) ?? throw new MissingException();
        return Results.Ok(new
        {
            task.Row.Id,
            task.Row.CaseId,
            task.Row.Title,
            task.Row.StepCode,
            task.Row.Revision,
            Status = task.Row.Status.ToString(),
            task.CreatedAt,
            DueAt = task.DueAt < WorkTask.NoLimit ? task.DueAt : (DateTimeOffset?)null,
            task.PromisedDueAt,
            task.Assignee,
            task.Spec.Instructions,
            task.Spec.Actions,
            task.Spec.Fields,
            task.Spec.Checklist,
            Decision = task.Row.Status == WorkTaskStatus.Done ? new { Label = task.Row.ActionLabel, By = task.Row.DecidedByName, At = task.Row.DecidedAt, task.Opinion, task.Answers } : null,
        });
    }

    /// <summary>The header Idempotency-Key names the operation: sent again after a lost answer it changes nothing and gets the same answer.</summary>
    private static Task<TaskOutcome> CompleteAsync(Guid id, TaskDecision decision, HttpContext context, CurrentUser user, Steps steps)
    {
        var operation = context.Request.Headers["Idempotency-Key"].ToString();
        if (operation.Length > 80)
        {
            throw new InvalidInputException("Idempotency-Key", "操作编号最多 80 个字符。");
        }

        var input = decision.ToInput(id);
        return steps.RunAsync<CompleteTask, TaskOutcome>(user.Actor, operation.Length > 0 ? operation : null, (complete, token) => complete.RunAsync(input, token), context.RequestAborted);
    }
}

/// <summary>The body of a decision; any part of it may be missing.</summary>
public sealed record TaskDecision(
    long? Revision, string? Action, string? Opinion, Dictionary<string, string?>? Answers, List<CheckResult?>? Checks, List<CorrectionItem?>? Corrections)
{
    public TaskInput ToInput(Guid taskId) => new(taskId, Revision ?? throw new InvalidInputException("revision", "请写明办理时看到的版本号（revision）。"), Action ?? "", Opinion ?? "")
    {
        Answers = (Answers ?? []).ToDictionary(a => a.Key, a => a.Value ?? ""),
        Checks = [.. (Checks ?? []).OfType<CheckResult>().Select(c => new CheckResult(c.Code ?? "", c.Result ?? "", c.Remark ?? ""))],
        Corrections = [.. (Corrections ?? []).OfType<CorrectionItem>().Select(c => new CorrectionItem(c.Code ?? "", c.Name ?? "", c.Problem ?? "") { Mend = c.Mend ?? "" })],
    };
}
