using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Cases.Filters;

/// <summary>The kept filters of a list as chips, and a name for the one that is set now.</summary>
public sealed class SavedFiltersViewComponent(SavedFilters filters) : ViewComponent
{
    /// <param name="read">Reads a query as the list does and writes its address again, so that only what the list knows is left of it.</param>
    public IViewComponentResult Invoke(FilterPlace place, string current, Func<IQueryCollection, string> read) => View("/Cases/Filters/_SavedFilters.cshtml", new SavedFiltersView(
        place, current, [.. filters.Of(place).Select(f => new SavedFilterLink(f.Name, read(f.Parsed), f.IsDefault))]));
}

/// <param name="Current">The list's address as it is now; empty when nothing is set that could be kept.</param>
public sealed record SavedFiltersView(FilterPlace Place, string Current, IReadOnlyList<SavedFilterLink> Links);

public sealed record SavedFilterLink(string Name, string Href, bool IsDefault);
