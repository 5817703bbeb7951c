using System.Net;
using System.Net.Sockets;
using System.Text;
using ToyuFlow.Server.Notifications.Smtp;

namespace ToyuFlow.Server.Tests.Notifications;

/// <summary>A listener that misbehaves as told: for each connection it says its script's lines, one part after each line that it receives.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string Silence = "(silence)";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <param name="scripts">One for each connection; when its parts are used up the connection is closed, unless the last is Silence.</param>
    public ScriptedServer(params string[][] scripts)
    {
        _listener.Start();
        _work = ServeAsync(scripts);
    }

    public int Connections { get; private set; }

    public SmtpTransport Transport(SmtpSecurity security = SmtpSecurity.Plain, double seconds = 20) => new(
        new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            Security = security,
            Timeout = TimeSpan.FromSeconds(seconds),
        },
        TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work;
        _stop.Dispose();
    }

    private async Task ServeAsync(string[][] scripts)
    {
        try
        {
            foreach (var script in scripts)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await TalkAsync(client, script);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // The test is over, or the client has hung up.
        }
    }

    private async Task TalkAsync(TcpClient client, string[] script)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        for (var i = 0; i < script.Length; i++)
        {
            if (i > 0 && await reader.ReadLineAsync(_stop.Token) is null)
            {
                return;
            }
            if (script[i] is var part && part != Silence)
            {
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(part + "\r\n"), _stop.Token);
            }
            else
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }
        }
    }
}
