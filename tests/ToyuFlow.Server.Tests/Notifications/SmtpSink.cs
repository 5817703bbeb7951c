using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Notifications.Smtp;

namespace ToyuFlow.Server.Tests.Notifications;

/// <summary>The real mail server of smtp-sink/, in a process of its own; it ends when its standard input is closed.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    public const string User = "通知@example.invalid";
    public const string Password = "示例口令-1";

    private readonly Process _process;
    private readonly SmtpSecurity _security;

    private SmtpSink(Process process, SmtpSecurity security, int port) => (_process, _security, Port) = (process, security, port);

    public int Port { get; }

    public static async Task<SmtpSink> StartAsync(SmtpSecurity security, object? more = null)
    {
        var settings = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        settings["security"] = security.ToString();
        settings["key"] = TestCertificate.ServerKeyFile;
        settings["cert"] = TestCertificate.ServerFile;
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Folder() };
        start.ArgumentList.Add("sink.js");
        start.ArgumentList.Add(settings.ToJsonString());
        var process = Process.Start(start)!;
        var first = JsonNode.Parse(await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("The mail sink did not start."));
        return new SmtpSink(process, security, first!["port"]!.GetValue<int>());
    }

    public SmtpOptions Options() => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Security = _security,
        TrustedCaFile = TestCertificate.AuthorityFile,
        Timeout = TimeSpan.FromSeconds(20),
    };

    public SmtpTransport Transport() => new(Options(), TimeProvider.System);

    /// <summary>The next message that the server has taken.</summary>
    public async Task<JsonObject> NextAsync() =>
        JsonNode.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)))!)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static OutgoingMail Mail(string subject = "备案回执已出具", string to = "yuanzhang@example.invalid") => new()
    {
        MessageId = OutgoingMail.IdFor(new Guid("0198f0a2-0000-7000-8000-000000000001"), "notice@example.invalid"),
        Date = DateTimeOffset.Parse("2025-02-07T09:30:00+08:00", CultureInfo.InvariantCulture),
        From = new MailPerson("notice@example.invalid", "泸县托育服务平台（示例）"),
        To = [new MailPerson(to, "测试员甲")],
        Subject = subject,
        Text = "您好：\n备案回执已出具，请登录平台下载。",
    };

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "smtp-sink");
}
