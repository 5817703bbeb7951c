using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Instances;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>Hosts Elsa Studio: its lists, its editor and its viewer, by path, since Studio writes its own query into the address.</summary>
[Authorize(Policy = DesignPolicies.View)]
public sealed class StudioModel(CurrentUser user, Designers designers, DefinitionReader definitions, InstanceReader instances) : PageModel
{
    /// <summary>
    /// As narrow as Studio allows: WebAssembly, two inline scripts that it inserts (by hash, of 3.8.2), inline styles, workers of its code editor.
    /// Nothing from another host.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; connect-src 'self'; "
        + "script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; "
        + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:";

    [FromRoute(Name = "screen")]
    public string Screen { get; set; } = "";

    [FromRoute(Name = "id")]
    public string? Id { get; set; }

    public Designers Designers => designers;

    public CurrentUser Person => user;

    public string? Name { get; private set; }

    public bool IsEditor => Screen == "definitions" && Id is not null;

    public IActionResult OnGet()
    {
        if (Id is not null)
        {
            Name = Screen == "definitions" ? definitions.Find(user.TenantId, Id, "Latest")?.Row.Name : instances.Read(user.TenantId, Id)?["name"]?.ToString();
            if (Name is null)
            {
                throw new MissingException();
            }
        }

        Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
