using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows.Outbound;
using ToyuFlow.Workflows.Execution;
using static ToyuFlow.Server.Tests.Workflows.FlowDriver;

namespace ToyuFlow.Server.Tests.Workflows;

public sealed class OutboundRequestTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly FlowDriver _flows;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public OutboundRequestTests()
    {
        _flows = new FlowDriver(_app);
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _app.Dispose();
    }

    [Fact]
    public async Task A_request_is_sent_after_the_commit_and_its_answer_resumes_the_instance_once()
    {
        Allow("localhost");
        var instance = await AskAsync($"http://localhost:{Port}/示例?q=1");
        var served = ServeAsync("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{\"ok\":1}");
        await _flows.DeliverAsync();
        Assert.Equal(1, await Requests.SendHeldAsync(CancellationToken.None));
        Assert.Contains("Idempotency-Key: ", await served, StringComparison.Ordinal);
        Assert.Equal("""{"ok":1}""", _flows.Variable(instance));
        Assert.Equal(WorkflowSubStatus.Finished, _flows.State(instance).SubStatus);
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await _flows.DeliverAsync());
    }

    [Theory]
    [InlineData("localhost", false, "不在允许的外部服务之列", "http://example.test/")]
    [InlineData("localhost", false, "指向内部网络", "http://localhost:{0}/")]
    [InlineData("127.0.0.1", false, "指向内部网络", "http://127.0.0.1:{0}/")]
    [InlineData("localhost", true, "不在允许的外部服务之列", "http://user:secret@localhost:{0}/")]
    [InlineData("localhost", true, "不在允许的外部服务之列", "file:///etc/passwd")]
    public async Task What_is_not_allowed_never_leaves(string allowed, bool isPrivateAllowed, string reason, string url)
    {
        using var client = new OutboundClient(new OutboundOptions { AllowedHosts = [allowed], AllowPrivateAddresses = isPrivateAllowed });
        var answer = await client.SendAsync(new() { ["Url"] = url.Replace("{0}", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) }, "sample", CancellationToken.None);
        Assert.Equal("Failed to connect", answer["Failure"]!.ToString());
        Assert.Contains(reason, answer["Reason"]!.ToString(), StringComparison.Ordinal);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task An_answer_without_end_and_one_that_never_comes_are_given_up()
    {
        using var client = new OutboundClient(new OutboundOptions { AllowedHosts = ["localhost"], AllowPrivateAddresses = true, TimeoutSeconds = 1, MaxResponseBytes = 1000 });
        var served = ServeAsync($"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n{new string('x', 5000)}");
        var tooLong = await client.SendAsync(new() { ["Url"] = $"http://localhost:{Port}/" }, "sample", CancellationToken.None);
        await served;
        Assert.Contains("1000 字节", tooLong["Reason"]!.ToString(), StringComparison.Ordinal);
        var silent = await client.SendAsync(new() { ["Url"] = $"http://localhost:{Port}/" }, "sample", CancellationToken.None);
        Assert.Equal("Timeout", silent["Failure"]!.ToString());
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2400:3200::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    public void Addresses_of_the_own_network_are_known(string address, bool isPublic) => Assert.Equal(isPublic, AddressCheck.IsPublic(IPAddress.Parse(address)));

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private OutboundRequests Requests => _app.Services.GetRequiredService<OutboundRequests>();

    private void Allow(string host) => (_app.Settings["Workflows:Http:AllowedHosts:0"], _app.Settings["Workflows:Http:AllowPrivateAddresses"]) = (host, "true");

    private async Task<Guid> AskAsync(string url)
    {
        await _flows.PublishAsync("asks", Activity("ask", "SendHttpRequest", ("url", url), ("parsedContent", Into("r"))));
        return await _flows.StartAsync("asks");
    }

    private async Task<string> ServeAsync(string answer)
    {
        using var connection = await _listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        var buffer = new byte[8000];
        var length = await stream.ReadAsync(buffer);
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
        catch (IOException)
        {
            // The reader has had enough.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
