using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.Filters;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>常用筛选: the person's own filters of the lists, to rename, to choose one to begin with, or to forget.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class FiltersModel(SavedFilters filters, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/cases/filters";

    public IReadOnlyList<SavedFilterItem> Items { get; private set; } = [];

    /// <summary>As a key of the texts.</summary>
    public static string Words(FilterPlace place) => place == FilterPlace.Inbox ? "待办" : "案件查询";

    public static string ListOf(FilterPlace place) => place == FilterPlace.Inbox ? "/inbox" : CaseFilter.Path;

    public void OnGet() => Items = filters.Of(null);

    public Task<IActionResult> OnPostSaveAsync(FilterPlace place, string? name, string? query) =>
        ActAsync(keep => keep.Save(Enum.IsDefined(place) ? place : default, name ?? "", query ?? ""), texts["已存为常用筛选。"], ListOf(place) + query);

    public Task<IActionResult> OnPostRenameAsync(Guid id, string? name) => ActAsync(keep => keep.Rename(id, name ?? ""), texts["已改名。"], Path);

    public Task<IActionResult> OnPostDefaultAsync(Guid id, bool on) => ActAsync(keep => keep.MakeDefault(id, on), on ? texts["打开列表时先用这个筛选。"] : texts["打开列表时不再使用筛选。"], Path);

    public Task<IActionResult> OnPostDeleteAsync(Guid id) => ActAsync(keep => keep.Delete(id), texts["已删除。"], Path);

    private async Task<IActionResult> ActAsync(Action<KeepFilter> act, string done, string back)
    {
        var to = Url.IsLocalUrl(back) ? back : Path;
        try
        {
            await steps.RunAsync<KeepFilter>(
                user.Actor, null,
                (keep, _) =>
                {
                    act(keep);
                    return Task.CompletedTask;
                },
                HttpContext.RequestAborted);
            TempData.Done(done);
        }
        catch (InvalidInputException refused)
        {
            TempData.Warn(refused.Message);
        }

        return LocalRedirect(to);
    }
}
