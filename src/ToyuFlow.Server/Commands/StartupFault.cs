using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>Why the service did not start, in words for whoever starts it; a fault of the program itself keeps its stack trace.</summary>
public static partial class StartupFault
{
    /// <summary>Set when the service has started: from then on nothing is a fault of the start.</summary>
    internal static bool IsOver { get; set; }

    /// <summary>From here to the start an exception that can be explained ends the process with a sentence instead of a stack trace.</summary>
    public static void Explain() => AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
    {
        if (!IsOver && unhandled.ExceptionObject is Exception error && Sentence(error) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            Environment.Exit(1);
        }
    };

    public static string? Sentence(Exception error) => error switch
    {
        CannotStartException refused => $"服务没有启动：{refused.Message}",
        DataFaultException faults => $"服务没有启动，数据库没有改动。请改正以下内容后再启动：{Environment.NewLine}{string.Join(Environment.NewLine, faults.Faults.Select(f => $"  {f}"))}",
        IOException { InnerException: AddressInUseException } => $"服务没有启动：端口已被占用（{Address().Match(error.Message).Groups[1].Value}）。请停止占用它的程序，或用 --urls 换一个地址。",
        SocketException => $"服务没有启动：不能在这个地址上监听（{error.Message}）。请用 --urls 换一个地址。",
        InvalidDataException { InnerException: { } inner } => $"服务没有启动：配置文件读不出来，请检查格式。{inner.Message}",
        InvalidOperationException when Setting().Match(error.Message) is { Success: true } setting => $"服务没有启动：配置项 {setting.Groups[2].Value} 的值“{setting.Groups[1].Value}”不正确。",
        DbException => $"服务没有启动：连接不上数据库，请检查 Database 一节的配置。{error.Message}",
        IOException or UnauthorizedAccessException => $"服务没有启动：读写文件时出错。{error.Message}",
        _ => null,
    };

    [GeneratedRegex(@"address (\S+?): ")]
    private static partial Regex Address();

    [GeneratedRegex("configuration value '(.*?)' at '(.*?)'")]
    private static partial Regex Setting();
}
