using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Designer.Palette;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Designer;

/// <summary>活动说明: each activity of the toolbox with its settings, results and ways out.</summary>
[Authorize(Policy = DesignPolicies.View)]
public sealed class HelpModel(ActivityCatalog catalog) : PageModel
{
    public IReadOnlyList<IGrouping<string, (ActivityDescriptor Activity, PaletteActivity Palette)>> Groups =>
        [.. catalog.Descriptors.Select(d => (Activity: d, Palette: PaletteFile.Instance.Of(d.TypeName))).Where(d => !d.Palette.Hidden)
            .GroupBy(d => d.Palette.Category ?? PaletteFile.Instance.Categories.GetValueOrDefault(d.Activity.Category, d.Activity.Category)).OrderBy(g => g.Key == "托育审批" ? 0 : g.Key == "托育资金" ? 1 : 2)];

    public static IReadOnlyList<string> Exits(ActivityDescriptor activity)
    {
        var empty = new ToyuFlow.Workflows.Definitions.ActivityNode { Id = "x", NodeId = "x", Type = activity.TypeName, Version = activity.Version, Json = [] };
        return activity.IsTerminal ? [] : [.. (activity.Ports.Of(empty) ?? []).Select(p => PaletteFile.Instance.Ports.GetValueOrDefault(p, p))];
    }
}
