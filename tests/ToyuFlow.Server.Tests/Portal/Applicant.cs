using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Portal;

/// <summary>An operator at a browser: opens pages, fills the forms that are on them, sends files.</summary>
internal sealed class Applicant(HttpClient client) : IDisposable
{
    public static readonly byte[] Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8.ToArray();

    /// <summary>The first bytes of a Windows program.</summary>
    public static readonly byte[] Program = [0x4D, 0x5A, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00];

    public static async Task<Applicant> SignInAsync(ToyuFlowApp app, string userName = "luxian-operator") => new(await app.SignInAsync(userName));

    public void Dispose() => client.Dispose();

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path);

    public async Task<IDocument> OpenAsync(string path)
    {
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.ReadPageAsync();
    }

    /// <summary>Presses the button that begins a matter and returns the new application's id.</summary>
    public async Task<Guid> BeginAsync(string matter = "registration")
    {
        using var page = await OpenAsync("/portal/matters");
        var form = page.QuerySelector($"form[action*='matter={matter}']") ?? throw new InvalidOperationException($"{matter} is not offered.");
        using var response = await client.PostAsync(form.GetAttribute("action"), Content(form, []));
        return Guid.Parse(response.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    /// <summary>Sends the form that holds the button, with everything that it holds already and what is typed over it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string button, string value, params (string Name, string Value)[] typed)
    {
        using var page = await OpenAsync(path);
        var form = page.QuerySelector($"button[name='{button}'][value='{value}']")?.Closest("form") ?? throw new InvalidOperationException($"{path} has no button {button}={value}.");
        return await client.PostAsync(form.GetAttribute("action") ?? path, Content(form, [.. typed, (button, value)]));
    }

    /// <summary>Confirms the panel that asks before a weighty act.</summary>
    public async Task<HttpResponseMessage> ConfirmAsync(string path, params (string Name, string Value)[] typed)
    {
        using var page = await OpenAsync(path);
        var form = page.QuerySelector("[data-confirm-panel] form") ?? throw new InvalidOperationException($"{path} asks for no confirmation: {page.QuerySelector(".tf-errors")?.TextContent}");
        return await client.PostAsync(form.GetAttribute("action") ?? path, Content(form, typed));
    }

    /// <summary>Chooses files for a material and presses 保存草稿.</summary>
    public Task<HttpResponseMessage> UploadAsync(string path, string code, params (string Name, byte[] Content)[] files) => UploadAsync(path, code, [], files);

    /// <param name="typed">Sent along; a value of null is what the page holds.</param>
    public async Task<HttpResponseMessage> UploadAsync(string path, string code, (string Name, string? Value)[] typed, params (string Name, byte[] Content)[] files)
    {
        using var page = await OpenAsync(path);
        using var content = new MultipartFormDataContent { { new StringContent(Token(page)), "__RequestVerificationToken" }, { new StringContent("save"), "go" } };
        foreach (var (name, value) in typed)
        {
            content.Add(new StringContent(value ?? page.QuerySelector($"input[name='{name}']")!.GetAttribute("value")!), name);
        }

        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            // Written by hand, because the framework would clean a hostile name that a browser of an attacker sends as it is.
            // A browser writes the UTF-8 bytes of the name; headers are written byte for byte from Latin-1.
            var raw = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"material-{code}\"; filename=\"{raw}\"");
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part);
        }

        return await client.PostAsync(path, content);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, IDocument from, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", Token(from)), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await client.PostAsync(path, content);
    }

    private static string Token(IDocument page) => page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>What a browser would send: hidden fields, texts, chosen options, ticked boxes; typed values replace those of the same name.</summary>
    private static FormUrlEncodedContent Content(IElement form, IReadOnlyList<(string Name, string Value)> typed)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var input in form.QuerySelectorAll("input, textarea, select"))
        {
            var name = input.GetAttribute("name");
            var type = input.GetAttribute("type");
            if (name is null || typed.Any(t => t.Name == name) || type == "file" || (type is "radio" or "checkbox" && !input.HasAttribute("checked")))
            {
                continue;
            }

            fields.Add((name, input.LocalName switch
            {
                "textarea" => input.TextContent,
                "select" => input.QuerySelector("option[selected]")?.GetAttribute("value") ?? "",
                _ => input.GetAttribute("value") ?? "",
            }));
        }

        return new FormUrlEncodedContent(fields.Concat(typed).Select(f => KeyValuePair.Create(f.Name, f.Value)));
    }
}
