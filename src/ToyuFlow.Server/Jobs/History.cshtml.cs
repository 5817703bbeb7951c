using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class HistoryModel(JobOverview overview, IEnumerable<RecurringJob> jobs, CurrentUser user) : PageModel
{
    private const int PageSize = 50;

    public string? Job { get; private set; }

    public JobHistory History { get; private set; } = null!;

    public IReadOnlyList<RecurringJob> Jobs { get; } = [.. jobs.OrderBy(j => j.Name, StringComparer.Ordinal)];

    public string? NextHref => History.Next is { } next ? $"/jobs/history?job={Job}&before={next}" : null;

    public void OnGet(string? job, Guid? before)
    {
        Job = string.IsNullOrEmpty(job) ? null : job;
        History = overview.History(user.TenantId, Job, before, PageSize);
    }

    public string NameOf(string code) => overview.NameOf(code);
}
