using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Reviews;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Designer;

/// <summary>Two versions of a definition, as pictures and in sentences.</summary>
[Authorize(Policy = DesignPolicies.View)]
public sealed class CompareModel(DefinitionReader reader, ComparedPictures pictures, ActivityCatalog catalog, CurrentUser user) : PageModel
{
    [BindProperty(Name = "from", SupportsGet = true)]
    public int? From { get; set; }

    [BindProperty(Name = "to", SupportsGet = true)]
    public int? To { get; set; }

    public IReadOnlyList<VersionRow> Versions { get; private set; } = [];

    public Comparison? Shown { get; private set; }

    public string Id { get; private set; } = "";

    public void OnGet(string id)
    {
        Id = id;
        Versions = reader.List(user.TenantId, new DefinitionQuery("AllVersions") { DefinitionIds = [id], OrderBy = "Version", Descending = true }).Items;
        if (Versions.Count == 0)
        {
            throw new MissingException();
        }

        var to = Versions.FirstOrDefault(v => v.Version == To) ?? Versions[0];
        var from = Versions.FirstOrDefault(v => v.Version == From) ?? Versions.FirstOrDefault(v => v.IsPublished && v.Id != to.Id) ?? Versions.FirstOrDefault(v => v.Version < to.Version);
        (From, To) = (from?.Version, to.Version);
        if (from is not null)
        {
            Shown = Comparison.Of(reader.Find(user.TenantId, from.Id)!, reader.Find(user.TenantId, to.Id)!, pictures, catalog);
        }
    }
}
