using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Conventions;

public sealed class RouteTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Every_route_states_its_policy_or_says_that_it_is_public()
    {
        var silent = from endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                     where endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().All(a => a.Policy is null)
                     where endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null || PageIsSilent(endpoint)
                     select endpoint.RoutePattern.RawText;
        Assert.Empty(silent);
    }

    /// <summary>The attributes of a page lie on its model and come into the metadata when the page is compiled.</summary>
    private bool PageIsSilent(RouteEndpoint endpoint)
    {
        var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>()!;
        var compiled = _app.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>()
            .LoadAsync(page, endpoint.Metadata).GetAwaiter().GetResult();
        var attributes = compiled.HandlerTypeInfo.GetCustomAttributes(inherit: true);
        return !attributes.OfType<IAllowAnonymous>().Any() && attributes.OfType<IAuthorizeData>().All(a => a.Policy is null);
    }
}
