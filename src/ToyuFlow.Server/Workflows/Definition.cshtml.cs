using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Workflows;

/// <summary>One version of a definition: its picture, and the file that Elsa Studio opens.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class DefinitionModel(DefinitionList definitions, InstanceFlow flow, DefinitionAdvice advice, DatabaseReader reader, CurrentUser user) : PageModel
{
    public DefinitionItem Definition { get; private set; } = null!;

    public VersionItem Version { get; private set; } = null!;

    public FlowPicture Picture { get; private set; } = null!;

    public string? Description { get; private set; }

    /// <summary>What a check of this version says today.</summary>
    public IReadOnlyList<DefinitionFault> Faults { get; private set; } = [];

    public IActionResult OnGet(string id, int? version)
    {
        var json = Find(id, version);
        var definition = ElsaJsonReader.Read(json);
        (Picture, Description) = (flow.Draw(definition), definition.Description);
        Faults = reader.Read(sql => advice.Of(sql, user.TenantId, definition));
        return Page();
    }

    public FileContentResult OnGetDownload(string id, int? version) => File(Encoding.UTF8.GetBytes(Find(id, version)), "application/json", $"{id}-v{Version.Number}.json");

    private string Find(string id, int? version)
    {
        Definition = definitions.Read(user.TenantId).FirstOrDefault(d => d.Id == id) ?? throw new MissingException();
        Version = version is { } wanted ? Definition.Versions.FirstOrDefault(v => v.Number == wanted) ?? throw new MissingException() : Definition.Shown;
        return definitions.Json(user.TenantId, id, Version.Number) ?? throw new MissingException();
    }
}
