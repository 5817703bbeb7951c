using AngleSharp;
using AngleSharp.Dom;

namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>Posts forms as a browser does: gets the page, takes its token, posts the fields.</summary>
internal static class FormPosting
{
    public static async Task<IDocument> GetPageAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return await response.ReadPageAsync();
    }

    public static async Task<IDocument> ReadPageAsync(this HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        return await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));
    }

    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string path, IReadOnlyDictionary<string, string> fields, string? to = null)
    {
        using var page = await client.GetPageAsync(path);
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value")
            ?? throw new InvalidOperationException($"{path} has no form.");
        using var content = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token)));
        return await client.PostAsync(to ?? path, content);
    }
}
