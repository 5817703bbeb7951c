using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Migration;

namespace ToyuFlow.Server.Commands;

/// <summary>`workflow migrate FLOW`: tells of each running instance whether it can go over to the published version; without --dry-run also moves those that can.</summary>
public sealed class WorkflowMigrate(MigrationPlan plan, Steps steps, DatabaseReader reader)
{
    /// <returns>0 when all could be checked or moved, 1 when some cannot, 2 for a wrong command line.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var flags = args.Where(a => a is "--dry-run" or "--json").ToHashSet();
        var tenantAt = Array.IndexOf(args, "--tenant");
        var named = tenantAt >= 0 && tenantAt + 1 < args.Length ? args[tenantAt + 1] : null;
        var rest = args.Where((a, i) => !flags.Contains(a) && (tenantAt < 0 || (i != tenantAt && i != tenantAt + 1))).ToList();
        if (rest is not [var definitionId] || definitionId.StartsWith('-') || (tenantAt >= 0 && named is null))
        {
            await error.WriteLineAsync("用法：workflow migrate FLOW [--dry-run] [--tenant T] [--json]");
            return 2;
        }

        var tenants = reader.Read(sql => sql.List("select distinct tenant_id from definition_version where definition_id = @definition and is_published = @yes order by tenant_id", row => row.GetString(0), ("definition", definitionId), ("yes", true)));
        if (named is not null)
        {
            tenants = [.. tenants.Where(t => t == named)];
        }

        if (tenants.Count == 0)
        {
            await error.WriteLineAsync($"流程“{definitionId}”没有已发布的版本。");
            return 1;
        }

        var report = new JsonArray();
        var refused = 0;
        foreach (var tenant in tenants)
        {
            refused += await OfAsync(tenant, definitionId, flags.Contains("--dry-run"), report);
        }

        await WriteAsync(report, flags.Contains("--json"), output);
        return refused == 0 ? 0 : 1;
    }

    private async Task<int> OfAsync(string tenant, string definitionId, bool isDryRun, JsonArray report)
    {
        var view = plan.Read(tenant, definitionId)!;
        foreach (var item in view.Items)
        {
            report.Add(new JsonObject
            {
                ["tenant"] = tenant,
                ["instance"] = item.InstanceId.ToString(),
                ["case"] = item.CaseNumber,
                ["from"] = item.Version,
                ["to"] = view.Version,
                ["possible"] = item.Verdict.IsPossible,
                ["kept"] = new JsonArray([.. item.Verdict.Kept.Select(k => JsonValue.Create(k))]),
                ["reasons"] = new JsonArray([.. item.Verdict.Reasons.Select(r => JsonValue.Create(r))]),
            });
        }

        if (!isDryRun && view is { Possible: > 0, Progress: null })
        {
            await steps.RunAsync<MigrateInstances>(Actor.System(tenant), null, (migrate, _) =>
            {
                migrate.Begin(definitionId);
                return Task.CompletedTask;
            }, CancellationToken.None);
            while (await steps.RunAsync<MigrateInstances, bool>(Actor.System(tenant), null, (migrate, _) => Task.FromResult(migrate.RunNext(definitionId)), CancellationToken.None))
            {
            }
        }

        return view.Items.Count - view.Possible;
    }

    private static async Task WriteAsync(JsonArray report, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            await output.WriteLineAsync(report.ToJsonString(WorkflowCommands.Json));
            return;
        }

        foreach (var item in report)
        {
            var isPossible = item!["possible"]!.GetValue<bool>();
            var words = string.Join("；", item[isPossible ? "kept" : "reasons"]!.AsArray().Select(w => w!.ToString()));
            await output.WriteLineAsync($"{(isPossible ? "可以" : "不能")}  {item["tenant"]} {item["case"]} {item["instance"]} v{item["from"]} → v{item["to"]}：{words}");
        }

        await output.WriteLineAsync($"{report.Count} 个实例，{report.Count(i => i!["possible"]!.GetValue<bool>())} 个可以迁移。");
    }
}
