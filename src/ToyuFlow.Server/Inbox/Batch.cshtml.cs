using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Batch;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>批量通过: what was chosen in 待办 is listed before anything is done, with what cannot be passed and why; then the result of each.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class BatchModel(BatchCandidates candidates, BatchRun run, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/inbox/batch";

    public IReadOnlyList<BatchCandidate> Chosen { get; private set; } = [];

    public IEnumerable<BatchCandidate> Fit => Chosen.Where(c => c.Problem is null);

    public IEnumerable<BatchCandidate> Unfit => Chosen.Where(c => c.Problem is not null);

    public bool NeedsOpinion => Fit.Any(c => c.Action!.OpinionRequired);

    public string Opinion { get; private set; } = "";

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Once it has begun.</summary>
    public BatchView? Shown { get; private set; }

    public ErrorSummary Errors { get; private set; } = new([]);

    public IActionResult OnGet(Guid? id)
    {
        Shown = id is { } batch ? run.Read(batch) : null;
        return id is null ? LocalRedirect(InboxFilter.Path) : Shown is null ? NotFound() : Page();
    }

    /// <summary>From 待办: only shows what would be done.</summary>
    public IActionResult OnPostChoose(Guid[] ids)
    {
        if (ids.Length is 0 or > PassBatch.Most)
        {
            TempData.Warn(ids.Length == 0 ? texts["请先勾选要通过的任务。"] : texts["一次最多通过 {0} 项，请减少后再试。", PassBatch.Most]);
            return LocalRedirect(InboxFilter.Path);
        }

        Chosen = candidates.Read(ids);
        return Chosen.Count == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostPassAsync(Guid[] ids, string? opinion, string? operation)
    {
        Chosen = candidates.Read(ids);
        if (Chosen.Count == 0)
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Opinion = (opinion ?? "").ReplaceLineEndings("\n").Trim();
        Operation = operation is { Length: > 0 and <= 80 } ? operation : Operation;
        if (Opinion.Length == 0 && NeedsOpinion)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Errors = new ErrorSummary([new("opinion", texts["所选环节通过时必须填写意见。"])]);
            return Page();
        }

        var items = Chosen.Select(c => new BatchItem(c.Id, long.TryParse(form[$"revision-{c.Id}"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0)).ToList();
        var batch = await steps.RunAsync<PassBatch, Guid>(user.Actor, $"batch-{Operation}", (pass, _) => Task.FromResult(pass.Begin(items, Opinion)), HttpContext.RequestAborted);
        return await GoOnAsync(batch);
    }

    /// <summary>The next few; posted by the page itself while it shows how far it has come.</summary>
    public Task<IActionResult> OnPostGoOnAsync(Guid id) => GoOnAsync(id);

    private async Task<IActionResult> GoOnAsync(Guid id)
    {
        if (run.Read(id) is not { } batch)
        {
            return NotFound();
        }

        await run.GoOnAsync(batch, HttpContext.RequestAborted);
        return LocalRedirect($"{Path}/{id}");
    }
}
