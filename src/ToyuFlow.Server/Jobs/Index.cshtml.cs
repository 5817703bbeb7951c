using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class IndexModel(JobOverview overview, JobOrders orders, Steps steps, CurrentUser user, Texts texts) : PageModel
{
    public JobsReport Report { get; private set; } = null!;

    public void OnGet() => Report = overview.Read(user.TenantId);

    public Task<IActionResult> OnPostPauseAsync(string code, CancellationToken cancellationToken) =>
        ChangeAsync(jobs => jobs.Pause(code), "“{0}”已暂停，到点不再运行，直到恢复。", code, cancellationToken);

    public Task<IActionResult> OnPostResumeAsync(string code, CancellationToken cancellationToken) =>
        ChangeAsync(jobs => jobs.Resume(code), "“{0}”已恢复，下次到点时运行。", code, cancellationToken);

    public async Task<IActionResult> OnPostRunAsync(string code, CancellationToken cancellationToken)
    {
        var done = await ChangeAsync(jobs => jobs.AskForRun(code), "“{0}”已开始运行，结果见运行记录。", code, cancellationToken);
        await orders.RunNowAsync(code, user.Actor, cancellationToken);
        return done;
    }

    private async Task<IActionResult> ChangeAsync(Action<ManageJobs> change, string sentence, string code, CancellationToken cancellationToken)
    {
        try
        {
            await steps.RunAsync(user.Actor, null, (ManageJobs jobs, CancellationToken _) =>
            {
                change(jobs);
                return Task.CompletedTask;
            }, cancellationToken);
        }
        catch (MissingException)
        {
            return NotFound();
        }

        TempData.Done(texts[sentence, overview.NameOf(code)]);
        return RedirectToPage();
    }
}
