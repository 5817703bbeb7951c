using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Subsidies;

/// <summary>The claim on the page of a case or task; nothing while there is none, or for somebody who may not see it.</summary>
public sealed class ClaimPart(ClaimReader claims) : ViewComponent
{
    public const string Name = "ClaimPart";

    public async Task<IViewComponentResult> InvokeAsync(Guid caseId) =>
        await claims.ReadAsync(caseId, HttpContext.RequestAborted) is { } view ? View("/Subsidies/_Claim.cshtml", view) : Content("");
}
