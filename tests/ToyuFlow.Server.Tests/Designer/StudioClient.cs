using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

/// <summary>Speaks to the designer's API as Studio does on our page: with the cookie, the form token and the window's number.</summary>
internal sealed class StudioClient(HttpClient http, string token) : IDisposable
{
    public const string Api = "/elsa/api";

    public HttpClient Http => http;

    public string Window { get; set; } = "one";

    public string? Base { get; set; }

    public static async Task<StudioClient> SignInAsync(ToyuFlowApp app, string userName)
    {
        var http = await app.SignInAsync(userName);
        using var answer = await http.GetAsync("/designer/token");
        return new StudioClient(http, answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!.ToString() : "");
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await http.GetAsync(Api + path);
        return await ReadAsync(answer);
    }

    public async Task<JsonObject> PostAsync(string path, JsonNode body)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body);
        return await ReadAsync(answer);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, Api + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", token);
        request.Headers.Add("x-designer-window", Window);
        if (Base is not null)
        {
            request.Headers.Add("x-definition-base", Base);
        }

        return await http.SendAsync(request);
    }

    public Task<JsonObject> DefinitionAsync(string id, string versions = "Latest") => GetAsync($"/workflow-definitions/by-definition-id/{id}?versionOptions={versions}");

    public Task<JsonObject> SaveAsync(JsonObject model, bool publish = false) => PostAsync("/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish });

    /// <summary>What a refusal says, each sentence once.</summary>
    public async Task<JsonObject> RefusedAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public Task<JsonObject> SaveRefusedAsync(JsonObject model, bool publish = false) =>
        RefusedAsync(HttpMethod.Post, "/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish });

    public void Dispose() => http.Dispose();

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }
}
