using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>异常: steps that failed. Nothing is lost: the case waits here until somebody retries, skips or ends it.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class IncidentsModel(IncidentList incidents, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/workflows/incidents";

    [BindProperty(Name = "resolved", SupportsGet = true)]
    public bool IsResolved { get; set; }

    public KeyPage<IncidentItem> Incidents { get; private set; } = null!;

    public long Open { get; private set; }

    public long Resolved { get; private set; }

    public void OnGet(string? after, string? before)
    {
        Incidents = incidents.Read(user.TenantId, IsResolved, PageKey.Parse(after), PageKey.Parse(before));
        (Open, Resolved) = incidents.Count(user.TenantId);
    }

    public Task<IActionResult> OnPostRetryAsync(Guid id) =>
        DoAsync(id, (host, incident, token) => host.RetryAsync(incident.Row.InstanceId, id, token), "已重新执行。");

    public Task<IActionResult> OnPostSkipAsync(Guid id, string? outcome, string? reason) =>
        string.IsNullOrWhiteSpace(reason)
            ? Task.FromResult<IActionResult>(Warn("请写明跳过的原因。"))
            : DoAsync(id, (host, incident, token) => incident.Exits.Any(e => e.Port == outcome)
                ? host.SkipAsync(incident.Row.InstanceId, id, outcome!, reason.Trim(), token)
                : throw new ConflictException("请选择从哪个出口继续。"), "已跳过这一步，流程继续。");

    public Task<IActionResult> OnPostCancelAsync(Guid id, string? reason) =>
        string.IsNullOrWhiteSpace(reason)
            ? Task.FromResult<IActionResult>(Warn("请写明终止的原因。"))
            : DoAsync(id, (host, incident, token) => host.CancelAsync(incident.Row.InstanceId, reason.Trim(), token), "流程已终止，本件已结束，申请人可以在办理进度中看到。");

    public string? Href(string name, PageKey? key) =>
        key is null ? null : QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["resolved"] = IsResolved ? "true" : null, [name] = key.ToString() });

    private async Task<IActionResult> DoAsync(Guid id, Func<WorkflowHost, IncidentItem, CancellationToken, Task> act, string done)
    {
        var incident = incidents.Find(user.TenantId, id) ?? throw new MissingException();
        await steps.RunAsync<WorkflowHost>(user.Actor, null, (host, token) => act(host, incident, token), HttpContext.RequestAborted);
        if (incidents.OfInstance(user.TenantId, incident.Row.InstanceId).FirstOrDefault(i => i.IsOpen) is { } again)
        {
            TempData.Warn(texts["又出错了：{0}", again.Row.Message]);
        }
        else
        {
            TempData.Done(texts[done]);
        }

        return LocalRedirect(Path);
    }

    private LocalRedirectResult Warn(string sentence)
    {
        TempData.Warn(texts[sentence]);
        return LocalRedirect(Path);
    }
}
