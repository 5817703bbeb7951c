using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>流程实例: what runs, what has ended, what has stopped.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class InstancesModel(InstanceList instances, DefinitionList definitions, CurrentUser user) : PageModel
{
    public const string Path = "/workflows/instances";

    [BindProperty(Name = "status", SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(Name = "definition", SupportsGet = true)]
    public string? Definition { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    public InstancePage Instances { get; private set; } = null!;

    public IReadOnlyList<DefinitionItem> Definitions { get; private set; } = [];

    public bool IsNarrowed => Query(Status).Count > 0;

    public void OnGet(string? after, string? before)
    {
        Definitions = definitions.Read(user.TenantId);
        Instances = instances.Read(user.TenantId, new InstanceFilter(Status, Definition, Text), PageKey.Parse(after), PageKey.Parse(before));
    }

    public string Href(string? status) => QueryHelpers.AddQueryString(Path, Query(status));

    public string? Href(string name, PageKey? key) => key is null ? null : QueryHelpers.AddQueryString(Href(Status), name, key.ToString());

    private Dictionary<string, string?> Query(string? status) => new Dictionary<string, string?> { ["status"] = status, ["definition"] = Definition, ["q"] = Text }
        .Where(p => !string.IsNullOrWhiteSpace(p.Value)).ToDictionary();
}
