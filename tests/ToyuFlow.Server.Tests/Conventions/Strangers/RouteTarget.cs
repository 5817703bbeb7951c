using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Conventions.Strangers;

/// <summary>One thing that can be asked of the server by an id: a route with a method, and of a page the handler.</summary>
/// <param name="InRoute">The parameters of the route.</param>
/// <param name="Elsewhere">The ids that the handler takes from the query or the form.</param>
internal sealed record RouteTarget(string Route, string Method, string? Handler, IReadOnlyList<string> InRoute, IReadOnlyList<string> Elsewhere)
{
    /// <summary>Where a page of a list begins; it names a row of one's own list and opens nothing.</summary>
    private static readonly HashSet<string> Positions = ["after", "before"];

    public bool IsRead => Method == "GET";

    /// <summary>Every route and handler of the service that takes an id.</summary>
    public static IReadOnlyList<RouteTarget> All(ToyuFlowApp app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var found = from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                    let route = endpoint.RoutePattern.RawText!.TrimStart('/')
                    where !route.EndsWith("/Index", StringComparison.Ordinal)
                    from target in endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page ? OfPage(loader, endpoint, page, route) : OfEndpoint(endpoint, route)
                    where target.InRoute.Count + target.Elsewhere.Count > 0
                    select target;
        return [.. found.OrderBy(t => t.ToString(), StringComparer.Ordinal)];
    }

    public override string ToString() => $"{Method} {Route}{(Handler is null ? "" : $" {Handler}")} ({string.Join(", ", InRoute.Concat(Elsewhere))})";

    private static IEnumerable<RouteTarget> OfPage(PageLoader loader, RouteEndpoint endpoint, PageActionDescriptor page, string route)
    {
        var compiled = loader.LoadAsync(page, endpoint.Metadata).GetAwaiter().GetResult();
        var inRoute = Names(endpoint);
        var bound = compiled.BoundProperties.Where(p => IsId(p.ParameterType)).Select(p => p.BindingInfo?.BinderModelName ?? p.Name).Except(inRoute).ToList();
        var targets = compiled.HandlerMethods
            .Select(h => new RouteTarget(route, h.HttpMethod.ToUpperInvariant(), h.Name, inRoute, [.. h.Parameters.Where(p => IsId(p.ParameterType)).Select(p => p.Name).Except(inRoute).Except(Positions), .. bound]))
            .ToList();
        return targets.Any(t => t.IsRead) ? targets : targets.Append(new RouteTarget(route, "GET", null, inRoute, bound));
    }

    private static IEnumerable<RouteTarget> OfEndpoint(RouteEndpoint endpoint, string route) =>
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select new RouteTarget(route, method, null, Names(endpoint), []);

    private static List<string> Names(RouteEndpoint endpoint) => [.. endpoint.RoutePattern.Parameters.Where(p => !p.IsCatchAll).Select(p => p.Name)];

    private static bool IsId(Type type) => type == typeof(Guid) || type == typeof(Guid?) || type == typeof(Guid[]);
}
