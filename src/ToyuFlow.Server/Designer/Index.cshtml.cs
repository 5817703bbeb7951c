using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Files;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>流程设计: what is in force in this county, what is being drafted, what waits for a decision.</summary>
[Authorize(Policy = DesignPolicies.View)]
public sealed class IndexModel(DesignOverview overview, DefinitionReader reader, Designers designers, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/designer";

    public IReadOnlyList<OverviewItem> Definitions { get; private set; } = [];

    public IReadOnlyList<RequestItem> Requests { get; private set; } = [];

    public Designers Designers => designers;

    public string County => user.CountyName;

    /// <summary>Running cases and their migration are the system administrator's.</summary>
    public bool IsSystemAdministrator => user.Office == AdministratorOffice.System;

    public void OnGet()
    {
        Definitions = overview.Read(user.TenantId);
        Requests = overview.OpenRequests(user.TenantId);
    }

    /// <summary>What is in force, or the draft of what never was, as the files that workflows/ holds.</summary>
    public FileContentResult OnGetFiles() => DefinitionZip.File(
        [.. overview.Read(user.TenantId).Select(d => reader.Find(user.TenantId, d.Shown.Id)).OfType<DefinitionText>()]);

    /// <summary>A new definition from one that is there.</summary>
    public async Task<IActionResult> OnPostCopyAsync(string template, string name)
    {
        MustEdit();
        var found = reader.Find(user.TenantId, template, "LatestOrPublished") ?? throw new MissingException();
        var model = DefinitionAnswers.Full(found, true);
        (model["definitionId"], model["id"], model["name"]) = (null, null, name);
        try
        {
            var saved = await steps.RunAsync<DefinitionDesk, Workflows.DefinitionVersion>(user.Actor, null, (desk, token) => desk.SaveAsync(new DraftSave(model, null, ""), token), HttpContext.RequestAborted);
            return LocalRedirect($"/designer/definitions/{saved.DefinitionId}");
        }
        catch (InvalidInputException error)
        {
            TempData.Warn(error.Message);
            return LocalRedirect(Path);
        }
    }

    /// <summary>A file that waits because the definition was edited here too.</summary>
    public async Task<IActionResult> OnPostFileAsync(string id, bool take)
    {
        if (!designers.MayPublish)
        {
            throw new ForbiddenException("您没有发布流程的权限。");
        }

        await steps.RunAsync<TakeDefinitionFile>(user.Actor, null, (files, token) => files.DecideAsync(id, take, token), HttpContext.RequestAborted);
        TempData.Done(take ? texts["已采用文件中的流程；本县原来的改动仍在版本记录中。"] : texts["已保留本县的改动，不采用这次的文件。"]);
        return LocalRedirect(Path);
    }

    private void MustEdit()
    {
        if (!designers.MayEdit)
        {
            throw new ForbiddenException("您没有修改流程的权限。");
        }
    }
}
