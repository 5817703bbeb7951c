using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Acceptance;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Disbursement;
using ToyuFlow.Server.Filing;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Rectification;
using ToyuFlow.Server.Registration;
using ToyuFlow.Server.Subsidies;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Server.Commands;

/// <summary>`workflow validate` and `workflow run`: definitions in files, without a database and without the web host.</summary>
public static class WorkflowCommands
{
    internal static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The activities that a definition of this service may use, taken from the features without starting them.</summary>
    public static ActivityCatalog Catalog() => new ServiceCollection()
        .AddWorkflows()
        .AddCases()
        .AddInbox()
        .AddRegistration()
        .AddFiling()
        .AddAcceptance()
        .AddSubsidies()
        .AddDisbursement()
        .AddInspections()
        .AddRectification()
        .BuildServiceProvider()
        .GetRequiredService<ActivityCatalog>();

    /// <returns>0 when the definition can run, 1 when it cannot, 2 for a wrong command line.</returns>
    public static async Task<int> ValidateAsync(string[] args, ActivityCatalog catalog, TextWriter output, TextWriter error)
    {
        if (!Arguments.TryParse(args, ["--json"], ["--county"], out var arguments) || arguments.Files is not [var file])
        {
            await error.WriteLineAsync("用法：workflow validate FILE [--county 县的标识] [--json]");
            return 2;
        }

        PolicyPack? pack = null;
        if (arguments.Values("--county").LastOrDefault() is { } county
            && (pack = PackCatalog.Check(Path.Combine(AppContext.BaseDirectory, "workflows"), out _).FirstOrDefault(p => p.Id == county)) is null)
        {
            await error.WriteLineAsync($"没有“{county}”这个政策包。");
            return 1;
        }

        try
        {
            var definition = await WorkflowPlay.ReadDefinitionAsync(file);
            var result = WorkflowCompiler.Compile(definition, catalog);
            result = pack is null ? result : result with { Faults = [.. result.Faults, .. DefinitionAdvice.Roles(catalog, pack, definition)] };
            var isValid = result.Succeeded && result.Faults.All(f => f.Severity != FaultSeverity.Error);
            if (arguments.Has("--json"))
            {
                await output.WriteLineAsync(new JsonObject
                {
                    ["valid"] = isValid,
                    ["faults"] = new JsonArray([.. result.Faults.Select(f => new JsonObject { ["activityId"] = f.ActivityId, ["code"] = f.Code, ["severity"] = f.Severity.ToString(), ["message"] = f.Message })]),
                }.ToJsonString(Json));
            }
            else
            {
                await WriteFaultsAsync(file, result, error);
                await output.WriteLineAsync(isValid ? $"{file}：可以运行。" : $"{file}：不能运行。");
            }

            return isValid ? 0 : 1;
        }
        catch (Exception e) when (IsAboutAFile(e))
        {
            await error.WriteLineAsync($"{file}：{e.Message}");
            return 1;
        }
    }

    /// <summary>Runs a definition in memory with a clock of its own; steps of the service are played by stand-ins that wait for the script.</summary>
    /// <returns>0 when it ran: with --json whatever came of it, otherwise only without a fault; 1 when it did not; 2 for a wrong command line.</returns>
    public static async Task<int> RunAsync(string[] args, ActivityCatalog catalog, TextWriter output, TextWriter error)
    {
        if (!Arguments.TryParse(args, ["--json"], ["--input", "--script", "--with"], out var arguments) || arguments.Files is not [var file])
        {
            await error.WriteLineAsync("用法：workflow run FILE [--input F] [--script F] [--with 子流程]… [--json]");
            return 2;
        }

        try
        {
            if (await WorkflowPlay.LoadAsync(StandIns.For(catalog), arguments.Values("--with").Prepend(file), error) is not { } play)
            {
                return 1;
            }

            var (simulation, report) = await play.RunAsync(arguments.Values("--input").LastOrDefault(), arguments.Values("--script").LastOrDefault());
            await WriteRunAsync(simulation, report, arguments.Has("--json"), output);
            return simulation.Instances[0].State.SubStatus == WorkflowSubStatus.Faulted && !arguments.Has("--json") ? 1 : 0;
        }
        catch (Exception e) when (IsAboutAFile(e))
        {
            await error.WriteLineAsync($"{file}：{e.Message}");
            return 1;
        }
    }

    /// <summary>Plays the cases of a folder.</summary>
    /// <returns>0 when all came out as expected, 1 when one did not, 2 for a wrong command line.</returns>
    public static async Task<int> TestAsync(string[] args, ActivityCatalog catalog, TextWriter output, TextWriter error)
    {
        if (!Arguments.TryParse(args, ["--json"], [], out var arguments) || arguments.Files is not [var folder])
        {
            await error.WriteLineAsync("用法：workflow test DIR [--json]");
            return 2;
        }

        try
        {
            return await WorkflowTest.RunAsync(folder, arguments.Has("--json"), StandIns.For(catalog), output, error);
        }
        catch (Exception e) when (IsAboutAFile(e))
        {
            await error.WriteLineAsync($"{folder}：{e.Message}");
            return 1;
        }
    }

    /// <summary>Tells what is different between two versions.</summary>
    /// <returns>0 when both could be read, whether they differ or not, 1 when not, 2 for a wrong command line.</returns>
    public static async Task<int> DiffAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (!Arguments.TryParse(args, ["--json"], [], out var arguments) || arguments.Files is not [var before, var after])
        {
            await error.WriteLineAsync("用法：workflow diff A B [--json]");
            return 2;
        }

        try
        {
            var changes = DefinitionComparison.Compare(await WorkflowPlay.ReadDefinitionAsync(before), await WorkflowPlay.ReadDefinitionAsync(after));
            if (arguments.Has("--json"))
            {
                await output.WriteLineAsync(new JsonArray([.. changes.Select(c => new JsonObject { ["kind"] = c.Kind.ToString(), ["activityId"] = c.ActivityId, ["text"] = c.Text })]).ToJsonString(Json));
                return 0;
            }

            foreach (var change in changes)
            {
                await output.WriteLineAsync($"{change.Kind switch { ChangeKind.Added => '+', ChangeKind.Removed => '-', _ => '~' }} {change.Text}");
            }

            await output.WriteLineAsync(changes.Count == 0 ? "没有差别。" : $"{changes.Count} 处差别。");
            return 0;
        }
        catch (Exception e) when (IsAboutAFile(e))
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task WriteRunAsync(WorkflowSimulation simulation, JsonObject report, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            await output.WriteLineAsync(report.ToJsonString(Json));
            return;
        }

        foreach (var line in report["trace"]!.AsArray())
        {
            await output.WriteLineAsync(line!.GetValue<string>());
        }

        foreach (var line in simulation.Lines)
        {
            await output.WriteLineAsync($"> {line}");
        }

        await output.WriteLineAsync($"结果：{report["status"]}/{report["subStatus"]}");
        await output.WriteLineAsync($"变量：{report["variables"]!.ToJsonString(Json)}");
        foreach (var bookmark in simulation.Instances[0].State.Bookmarks)
        {
            await output.WriteLineAsync($"等待：{bookmark.ActivityId}（{bookmark.Name}）");
        }

        foreach (var incident in simulation.Instances[0].State.Incidents)
        {
            await output.WriteLineAsync($"异常：{incident.ActivityId}：{incident.Message}{(incident.Details is null ? "" : $"（{incident.Details}）")}");
        }
    }

    internal static async Task WriteFaultsAsync(string file, CompileResult result, TextWriter error)
    {
        foreach (var fault in result.Faults)
        {
            await error.WriteLineAsync($"{file}：{(fault.Severity == FaultSeverity.Error ? "错误" : "警告")} [{fault.Code}] {fault.ActivityId}：{fault.Message}");
        }
    }

    /// <summary>Faults of what was given, which are told in a sentence; a run that has no end is one of them.</summary>
    internal static bool IsAboutAFile(Exception e) => e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException;
}
