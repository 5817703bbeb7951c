using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>模拟: plays a definition step by step with chosen results; nobody gets a task, nothing is stored. The choices are in the address, so that a play can be sent to a colleague.</summary>
[Authorize(Policy = DesignPolicies.View)]
public sealed class SimulateModel(DefinitionReader reader, Simulation simulation, CurrentUser user) : PageModel
{
    [BindProperty(Name = "c", SupportsGet = true)]
    public IReadOnlyList<string> Choices { get; set; } = [];

    [BindProperty(Name = "version", SupportsGet = true)]
    public string? Version { get; set; }

    public DefinitionText Definition { get; private set; } = null!;

    public SimulationView? View { get; private set; }

    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    public async Task OnGetAsync(string id)
    {
        Definition = reader.Find(user.TenantId, id, string.IsNullOrEmpty(Version) ? "Latest" : Version) ?? throw new MissingException();
        try
        {
            View = await simulation.PlayAsync(Definition, user.TenantId, Choices, HttpContext.RequestAborted);
        }
        catch (InvalidInputException error)
        {
            Errors = error.Errors;
        }
    }

    public string Href(IEnumerable<string> choices) => $"/designer/simulate/{Definition.Row.DefinitionId}?{string.Join('&', choices.Select(c => $"c={Uri.EscapeDataString(c)}").Prepend($"version={Uri.EscapeDataString(Version ?? "")}"))}";
}
