using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Reviews;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Designer;

/// <summary>发布复核: the second administrator sees what would change, and decides.</summary>
[Authorize(Policy = DesignPolicies.Publish)]
public sealed class ReviewModel(DesignOverview overview, DefinitionReader reader, ComparedPictures pictures, ActivityCatalog catalog, DraftChecks checks, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public RequestItem Item { get; private set; } = null!;

    public DefinitionText Draft { get; private set; } = null!;

    public Comparison? Shown { get; private set; }

    public IReadOnlyList<DraftFault> Faults { get; private set; } = [];

    public bool IsOwn => Item.AskedBy == user.PersonId || Item.EditedBy == user.PersonId;

    public void OnGet(Guid id)
    {
        Item = overview.FindRequest(user.TenantId, id) ?? throw new MissingException();
        Draft = reader.Find(user.TenantId, Item.VersionId) ?? throw new MissingException();
        var before = reader.Find(user.TenantId, Item.DefinitionId, "Published") ?? reader.Find(user.TenantId, Item.DefinitionId, (Draft.Row.Version - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Shown = before is null || before.Row.Id == Draft.Row.Id ? null : Comparison.Of(before, Draft, pictures, catalog);
        Faults = checks.ForPublishing(Draft.Json, user.TenantId);
    }

    public async Task<IActionResult> OnPostApproveAsync(Guid id)
    {
        try
        {
            await steps.RunAsync<PublishDesk>(user.Actor, null, (desk, token) => desk.ApproveAsync(id, token), HttpContext.RequestAborted);
        }
        catch (InvalidInputException error)
        {
            TempData.Warn(texts["没有发布：{0}", error.Message]);
            return LocalRedirect($"/designer/review/{id}");
        }

        TempData.Done(texts["已发布，新的申请按新版本办理；已经开始的件按原来的版本办完。"]);
        return LocalRedirect("/designer");
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid id, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            TempData.Warn(texts["请写明退回的原因。"]);
            return LocalRedirect($"/designer/review/{id}");
        }

        await steps.RunAsync<PublishDesk>(user.Actor, null, (desk, token) => desk.RefuseAsync(id, reason.Trim(), token), HttpContext.RequestAborted);
        TempData.Done(texts["已退回，草稿保留。"]);
        return LocalRedirect("/designer");
    }
}
