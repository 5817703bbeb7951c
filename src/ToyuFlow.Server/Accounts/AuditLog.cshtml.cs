using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>审计记录: who did what when, for the audit administrator, who changes nothing.</summary>
[Authorize(Policy = Policies.AuditAdministrator)]
public sealed class AuditLogModel(AuditList audit, CurrentUser user, Steps steps) : PageModel
{
    public const string Path = "/audit";

    [BindProperty(Name = "who", SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(Name = "action", SupportsGet = true)]
    public string? Act { get; set; }

    [BindProperty(Name = "from", SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(Name = "to", SupportsGet = true)]
    public string? To { get; set; }

    public AuditPage Entries { get; private set; } = null!;

    public bool IsNarrowed => Query.Count > 0;

    private AuditFilter Filter => new(Who, Act, StartOf(From, 0), StartOf(To, 1));

    private Dictionary<string, string?> Query => new Dictionary<string, string?> { ["who"] = Who, ["action"] = Act, ["from"] = From, ["to"] = To }
        .Where(p => !string.IsNullOrWhiteSpace(p.Value)).ToDictionary();

    public void OnGet(string? after, string? before) => Entries = audit.Read(user.TenantId, Filter, PageKey.Parse(after), PageKey.Parse(before));

    /// <summary>Exporting is an act of its own and stands in the audit, so it is posted.</summary>
    public async Task<IActionResult> OnPostExportAsync()
    {
        await steps.RunAsync<AuditTrail>(user.Actor, null, (trail, _) =>
        {
            trail.Record("audit.exported", "audit", "", detail: QueryHelpers.AddQueryString("", Query));
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"; filename*=UTF-8''%E5%AE%A1%E8%AE%A1%E8%AE%B0%E5%BD%95.csv";
        await AuditCsv.WriteAsync(audit.All(user.TenantId, Filter), Response.Body, HttpContext.RequestAborted);
        return new EmptyResult();
    }

    public string Href(string name, PageKey key) => QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(Path, Query), name, key.ToString());

    public string ExportHref => QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(Path, Query), "handler", "Export");

    private static DateTimeOffset? StartOf(string? day, int daysLater) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) && parsed < DateOnly.MaxValue
            ? new DateTimeOffset(parsed.AddDays(daysLater).ToDateTime(TimeOnly.MinValue), AuditCsv.Beijing)
            : null;
}
