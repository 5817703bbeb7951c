using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>What the executable does: a command that ends, or the server.</summary>
public static class CommandLine
{
    private const string Usage =
        """
        用法：ToyuFlow.Server [命令]
          serve                                   启动服务（默认）
          demo                                    建立示范县数据并启动服务，打印可以登录的账号
          setup --county 县的标识 [--json]        建立一个县最初的三名管理员，打印一次性密码
          workflow validate FILE [--county 县] [--json]
                                                  检查流程定义，列出全部问题；指明县时也检查角色和岗位
          workflow run FILE [--input F] [--script F] [--with 子流程]… [--json]
                                                  在内存中运行流程定义，不需要数据库
          workflow test DIR [--json]              运行一个文件夹中的用例，逐个与预期比较
          workflow diff A B [--json]              列出两个版本的差别
          workflow migrate FLOW --dry-run [--tenant T] [--json]
                                                  逐个检查办理中的实例能否迁移到已发布的版本；不带 --dry-run 即迁移
          workflow simulate FLOW|FILE [--tenant T] [--choose 环节:结果]… [--by 机构ID] [--json]
                                                  用真实的人员、日历和政策试运行，走完撤销；结果写成 ~ 即等到下一个定时
          policy check [DIR] [--json]             检查政策包，逐条核对引文
          calendar due --from 2025-01-24 --limit 5wd [--jurisdiction ID] [--json]
                                                  计算期限的最后一天
          db migrate | check                      升级、检查数据库
          bench [--json]                          测量办理速度，并与手写 SQL 的下限比较
        """;

    /// <summary>The exit code of a command that does not serve; null when the server is to be started.</summary>
    public static async Task<int?> RunAsync(string[] args)
    {
        switch (args)
        {
            case [] or ["serve", ..] or ["demo", ..] or ["setup", ..] or ["db", ..] or ["bench", ..] or ["workflow", "migrate" or "simulate", ..]:
            case [var option, ..] when option.StartsWith('-'):
                return null;
            case ["policy", "check", ..]:
                return PolicyCommands.Check(args[2..], Console.Out, Console.Error);
            case ["calendar", "due", ..]:
                return CalendarCommands.Due(args[2..], Console.Out, Console.Error);
            case ["workflow", "validate", ..]:
                return await WorkflowCommands.ValidateAsync(args[2..], WorkflowCommands.Catalog(), Console.Out, Console.Error);
            case ["workflow", "run", ..]:
                return await WorkflowCommands.RunAsync(args[2..], WorkflowCommands.Catalog(), Console.Out, Console.Error);
            case ["workflow", "test", ..]:
                return await WorkflowCommands.TestAsync(args[2..], WorkflowCommands.Catalog(), Console.Out, Console.Error);
            case ["workflow", "diff", ..]:
                return await WorkflowCommands.DiffAsync(args[2..], Console.Out, Console.Error);
            case ["help", ..]:
                await Console.Out.WriteLineAsync(Usage);
                return 0;
            default:
                await Console.Error.WriteLineAsync($"不认识的命令“{string.Join(' ', args)}”。");
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    /// <summary>The command word is not a setting. Pages are compiled in; wwwroot lies beside a published executable, and in the project during development.</summary>
    public static WebApplicationOptions HostOptions(string[] args)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return new WebApplicationOptions
        {
            Args = [.. args.SkipWhile(a => !a.StartsWith('-')), .. args is ["bench", ..] ? BenchArgs() : []],
            WebRootPath = Directory.Exists(published) ? published : null,
        };
    }

    /// <summary>A command that works on the database and ends; null when the server is to be started.</summary>
    public static async Task<int?> RunWithServicesAsync(WebApplication app, string[] args)
    {
        switch (args)
        {
            case ["db", ..]:
                return await app.Services.GetRequiredService<DbCommands>().RunAsync(args[1..], Console.Out, Console.Error);
            case ["setup", ..]:
                await PrepareAsync(app, args);
                return await app.Services.GetRequiredService<Setup>().RunAsync(args[1..], Console.Out, Console.Error);
            case ["workflow", "migrate", ..]:
                await PrepareAsync(app, args);
                return await app.Services.GetRequiredService<WorkflowMigrate>().RunAsync(args[2..], Console.Out, Console.Error);
            case ["workflow", "simulate", ..]:
                await PrepareAsync(app, args);
                return await app.Services.GetRequiredService<WorkflowSimulate>().RunAsync(args[2..], Console.Out, Console.Error);
            case ["bench", ..]:
                await PrepareAsync(app, args);
                var code = await app.Services.GetRequiredService<Bench>().RunAsync(args.Contains("--json"), Console.Out);
                await app.DisposeAsync();
                Directory.Delete(BenchFolder, recursive: true);
                return code;
            default:
                await PrepareAsync(app, args);
                return null;
        }
    }

    private static string BenchFolder => Path.Combine(Directory.GetCurrentDirectory(), $"bench-{Environment.ProcessId}");

    /// <summary>Measured in a folder of its own beside the current one, on the same disk; it is removed afterwards.</summary>
    private static string[] BenchArgs() =>
        ["--Database:DataDirectory", BenchFolder, "--Logging:LogLevel:Default", "Warning"];

    /// <summary>Reads packs, calendars and definitions before the database is touched; then brings it up to date and, for the demo, fills it, before the first request.</summary>
    private static async Task PrepareAsync(WebApplication app, string[] args)
    {
        app.Services.GetRequiredService<WorkingCalendar>();
        app.Services.GetRequiredService<DefinitionFiles>().Check();
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        await app.Services.GetRequiredService<TenantSetup>().EnsureAsync(CancellationToken.None);
        if (args is ["demo", ..])
        {
            await app.Services.GetRequiredService<Demo>().FillAsync(CancellationToken.None);
            await app.Services.GetRequiredService<DemoCases>().FillAsync(CancellationToken.None);
        }

        var demo = app.Services.GetRequiredService<Demo>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            StartupFault.IsOver = true;
            demo.Announce(args is ["demo", ..], app.Urls, Console.Out);
        });
    }
}
