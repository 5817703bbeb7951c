using System.Net;

namespace ToyuFlow.Server.Tests.Layout;

internal static class HttpClientExtensions
{
    /// <summary>The body of an answer that must carry the given code.</summary>
    public static async Task<string> GetStringAsync(this HttpClient client, string address, HttpStatusCode expected)
    {
        using var response = await client.GetAsync(address);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
