using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Cases;

/// <summary>
/// Something more that a folder shows of a case, on the case page and on the task page: the findings of a visit, the lines of a claim. Registered by
/// that folder, which this one need not know: <c>services.AddSingleton(new CasePanel(30, "subsidy", "/Subsidies/_ClaimPanel.cshtml", ClaimPanel.ReadAsync))</c>.
/// The partial draws a whole card with its heading; when there is nothing to show, <paramref name="Read"/> gives null and nothing is drawn.
/// </summary>
/// <param name="Order">Smaller stands higher; the panels stand below the form and the papers.</param>
/// <param name="MatterCode">Only for cases of this matter; null for all.</param>
/// <param name="Partial">Path of the partial, whose model is what <paramref name="Read"/> gives.</param>
/// <param name="Read">Reads the model; the case is one that the viewer may see.</param>
public sealed record CasePanel(int Order, string? MatterCode, string Partial, Func<CasePanelContext, Task<object?>> Read);

/// <param name="Services">Of the request.</param>
/// <param name="TaskId">The task that the viewer is deciding, on the task page.</param>
public sealed record CasePanelContext(IServiceProvider Services, CaseFacts Case, CurrentUser Viewer, Guid? TaskId, CancellationToken CancellationToken);

/// <summary>A panel that has something to show.</summary>
public sealed record DrawnPanel(string Partial, object Model);

public static class CasePanels
{
    public static async Task<IReadOnlyList<DrawnPanel>> ReadAsync(IEnumerable<CasePanel> panels, CasePanelContext context)
    {
        var drawn = new List<DrawnPanel>();
        foreach (var panel in panels.Where(p => p.MatterCode is null || p.MatterCode == context.Case.MatterCode).OrderBy(p => p.Order))
        {
            if (await panel.Read(context) is { } model)
            {
                drawn.Add(new DrawnPanel(panel.Partial, model));
            }
        }

        return drawn;
    }
}
