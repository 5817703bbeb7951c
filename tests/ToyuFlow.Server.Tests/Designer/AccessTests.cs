using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Designer;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

public sealed class AccessTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("luxian-health-accept")]
    [InlineData("luxian-operator")]
    public async Task Whoever_is_no_administrator_is_refused_at_each_call(string userName)
    {
        using var studio = await StudioClient.SignInAsync(_app, userName);
        foreach (var (method, path) in Calls())
        {
            using var answer = await studio.SendAsync(new HttpMethod(method), path);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path} answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        using var http = _app.CreateClient(new() { AllowAutoRedirect = false });
        foreach (var (method, path) in Calls())
        {
            using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), StudioClient.Api + path));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Other_administrators_look_and_change_nothing()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-audit");
        var definition = await studio.DefinitionAsync("filing");
        Assert.DoesNotContain(definition["links"]!.AsArray(), l => l!["rel"]!.ToString() == "publish");
        foreach (var (method, path) in Calls(DesignPolicies.Edit).Concat(Calls(DesignPolicies.Publish)))
        {
            using var answer = await studio.SendAsync(new HttpMethod(method), path);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path} answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Changing_and_publishing_are_given_apart_by_the_security_administrator()
    {
        var person = _app.ActorOf("luxian-system").PersonId!.Value.ToString();
        using var security = await _app.SignInAsync("luxian-security");
        await security.PostFormAsync("/designer/rights", new Dictionary<string, string> { ["id"] = person, ["edit"] = "true" });
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = await studio.DefinitionAsync("filing");
        model["description"] = "改了";
        await studio.SaveAsync(model);
        using var refused = await studio.SendAsync(HttpMethod.Post, "/workflow-definitions/filing/publish", new System.Text.Json.Nodes.JsonObject());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await security.PostFormAsync("/designer/rights", new Dictionary<string, string> { ["id"] = person, ["publish"] = "true" });
        using var save = await studio.SendAsync(HttpMethod.Post, "/workflow-definitions", new System.Text.Json.Nodes.JsonObject());
        Assert.Equal(HttpStatusCode.Forbidden, save.StatusCode);
        using var system = await _app.SignInAsync("luxian-system2");
        Assert.NotEqual(HttpStatusCode.OK, (await system.GetAsync("/designer/rights")).StatusCode);
    }

    [Fact]
    public async Task What_changes_something_needs_the_form_token()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        using var answer = await studio.Http.PostAsync($"{StudioClient.Api}/workflow-definitions/filing/retract", null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("token", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await studio.DefinitionAsync("filing"))["isPublished"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Another_county_is_not_there()
    {
        await _app.Steps.RunAsync(Actor.System("other"), null, async (services, token) =>
        {
            var db = services.GetRequiredService<ToyuDb>();
            db.Add(new Tenant { Id = "other", Name = "示例县" });
            db.Add(new ToyuFlow.Server.Workflows.DefinitionVersion { Id = Guid.Parse("01990000-0000-7000-8000-000000000001"), DefinitionId = "theirs", Version = 1, Name = "别县的流程", Json = "{}", IsLatest = true });
            await db.SaveChangesAsync(token);
        }, CancellationToken.None);
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        foreach (var path in new[] { "/workflow-definitions/by-definition-id/theirs", "/workflow-definitions/by-id/01990000-0000-7000-8000-000000000001", "/workflow-definitions/theirs/export" })
        {
            using var answer = await studio.Http.GetAsync(StudioClient.Api + path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Empty((await studio.GetAsync("/workflow-definitions?Ids=01990000-0000-7000-8000-000000000001"))["items"]!.AsArray());
        using var deleted = await studio.SendAsync(HttpMethod.Delete, "/workflow-definitions/theirs");
        Assert.Equal(HttpStatusCode.NotFound, deleted.StatusCode);
    }

    private IEnumerable<(string Method, string Path)> Calls(string? policy = null) =>
        from endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where pattern.StartsWith(StudioClient.Api + "/", StringComparison.Ordinal)
        where policy is null || endpoint.Metadata.GetOrderedMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any(a => a.Policy == policy)
        from method in endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods
        select (method, Fill(pattern[StudioClient.Api.Length..]));

    private static string Fill(string pattern) => System.Text.RegularExpressions.Regex.Replace(
        pattern, @"\{(\w+)(:\w+)?\}", m => m.Groups[2].Value == ":int" ? "1" : m.Groups[2].Value == ":guid" ? Guid.Empty.ToString() : "filing");
}
