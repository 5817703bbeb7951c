namespace ToyuFlow.Server.Institutions;

/// <summary>
/// Something more that a folder shows of an institution on its page: its cases, its receipts, its inspections. Registered by that folder, which this
/// one need not know: <c>services.AddSingleton(new InstitutionPanel(20, "/Filing/_FilingPanel.cshtml", FilingPanel.ReadAsync))</c>.
/// The partial draws a whole card with its heading; when there is nothing to show, <paramref name="Read"/> gives null and nothing is drawn.
/// </summary>
/// <param name="Order">Smaller stands higher.</param>
/// <param name="Read">Reads the model of the partial for the viewer of the request.</param>
public sealed record InstitutionPanel(int Order, string Partial, Func<IServiceProvider, Institution, CancellationToken, Task<object?>> Read);

/// <summary>A panel that has something to show.</summary>
public sealed record DrawnInstitutionPanel(string Partial, object Model);
