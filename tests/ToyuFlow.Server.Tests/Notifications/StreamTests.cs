using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Live;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Notifications;

/// <summary>The numbers of the top bar change while the page stays.</summary>
public sealed class StreamTests : IDisposable
{
    private const string Path = "/notifications/stream";
    private const string Officer = "luxian-samr-accept";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_message_and_a_task_change_the_numbers_without_asking()
    {
        using var client = await _app.SignInAsync(Officer);
        using var stream = await OpenAsync(client);
        Assert.Equal("""{"todo":0,"unread":0}""", await NextAsync(stream));
        await TellAsync();
        Assert.Equal("""{"todo":0,"unread":1}""", await NextAsync(stream));
        await new CaseDriver(_app).ApplyAsync("luxian-operator", "registration");
        Assert.Equal("""{"todo":1,"unread":1}""", await NextAsync(stream));
    }

    [Fact]
    public async Task Signing_out_ends_the_streams_of_the_person()
    {
        using var client = await _app.SignInAsync(Officer);
        using var stream = await OpenAsync(client);
        await NextAsync(stream);
        using var left = await client.PostFormAsync("/inbox", new Dictionary<string, string>(), "/accounts/signout");
        Assert.Null(await stream.ReadToEndAsync().WaitAsync(Patience) is var rest && rest.Contains("data:", StringComparison.Ordinal) ? rest : null);
        Assert.Equal(0, Open());
    }

    [Fact]
    public async Task Of_one_person_only_a_few_stay_open_and_the_oldest_gives_way()
    {
        using var client = await _app.SignInAsync(Officer);
        var streams = new List<StreamReader>();
        for (var i = 0; i <= OpenStreams.MostOfOne; i++)
        {
            streams.Add(await OpenAsync(client));
            await NextAsync(streams[^1]);
        }

        await streams[0].ReadToEndAsync().WaitAsync(Patience);
        Assert.Equal(OpenStreams.MostOfOne, Open());
        streams.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_stranger_gets_no_stream()
    {
        using var client = _app.CreateClient(new() { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(Path);
        Assert.Equal("/accounts/signin", answer.Headers.Location?.AbsolutePath);
    }

    private static async Task<StreamReader> OpenAsync(HttpClient client)
    {
        var answer = await client.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    private static async Task<string> NextAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line["data: ".Length..];
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    private int Open() => _app.Services.GetRequiredService<OpenStreams>().Count(_app.ActorOf(Officer).PersonId!.Value);

    private Task TellAsync() => _app.AsAsync<Notify>("luxian-system", (notify, _) =>
    {
        notify.Person(_app.ActorOf(Officer).PersonId!.Value, TestNotices.Plain(NoticeKind.Task, "示例标题", "示例消息"), "/inbox");
        return Task.CompletedTask;
    });
}
