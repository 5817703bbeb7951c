using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>The claim of a case with its explanation, on the page of the case and of its tasks; nothing where the case claims nothing.</summary>
public sealed class ClaimViewComponent(ClaimReader claims, DatabaseReader reader, CurrentTenant tenant) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid caseId)
    {
        var isClaim = reader.Read(sql => sql.Scalar<long>("select count(*) from claim where tenant_id = @tenant and case_id = @case", ("tenant", tenant.Id), ("case", caseId))) > 0;
        return isClaim && await claims.ReadAsync(caseId, HttpContext.RequestAborted) is { } claim ? View("/Subsidies/_Claim.cshtml", claim) : Content("");
    }
}
