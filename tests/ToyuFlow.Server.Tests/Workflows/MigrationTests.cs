using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows.Migration;
using ToyuFlow.Workflows.Execution;
using static ToyuFlow.Server.Tests.Workflows.FlowDriver;

namespace ToyuFlow.Server.Tests.Workflows;

public sealed class MigrationTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly FlowDriver _flows;

    public MigrationTests() => _flows = new FlowDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_instance_goes_over_with_what_it_waits_for_and_goes_on_by_the_new_version()
    {
        await PublishAsync("ask");
        var instance = await _flows.StartAsync("flow");
        var bookmark = _flows.State(instance).Bookmarks[0];
        await PublishAsync("ask", Activity("more", "RunTask", ("taskName", "more")));
        using var client = await _app.SignInAsync("luxian-system");
        using var page = await client.GetPageAsync("/workflows/migration/flow");
        Assert.Contains("可以迁移", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", Version(instance));

        using var ordered = await client.PostFormAsync("/workflows/migration/flow", new Dictionary<string, string>(), "/workflows/migration/flow");
        using var under = await client.GetPageAsync("/workflows/migration/flow");
        Assert.NotNull(under.QuerySelector("progress"));
        await _flows.DeliverAsync();
        Assert.Equal("2", Version(instance));
        Assert.Equal(bookmark.Id, _flows.State(instance).Bookmarks[0].Id);
        await _flows.CompleteAsync(instance, "ask");
        Assert.Equal("more", _flows.State(instance).Bookmarks[0].ActivityId);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'instance.migrated'")));
        using var done = await client.GetPageAsync("/workflows/migration/flow");
        Assert.Null(done.QuerySelector("tbody"));
    }

    [Fact]
    public async Task An_instance_whose_step_is_gone_stays_on_its_version_with_the_reason()
    {
        await PublishAsync("ask");
        var instance = await _flows.StartAsync("flow");
        await PublishAsync("other");
        var item = Assert.Single(_app.Services.GetRequiredService<MigrationPlan>().Read(ToyuFlowApp.Tenant, "flow")!.Items);
        Assert.Contains("新版本没有这个活动", Assert.Single(item.Verdict.Reasons), StringComparison.Ordinal);
        await _app.AsAsync<MigrateInstances>("luxian-system", (migrate, _) =>
        {
            migrate.Begin("flow");
            return Task.CompletedTask;
        });
        await _flows.DeliverAsync();
        Assert.Equal("1", Version(instance));
        await _flows.CompleteAsync(instance, "ask");
        Assert.Equal(WorkflowSubStatus.Finished, _flows.State(instance).SubStatus);
    }

    [Fact]
    public async Task The_command_tells_first_and_moves_all_batches_then()
    {
        await PublishAsync("ask");
        for (var i = 0; i < 120; i++)
        {
            await _flows.StartAsync("flow");
        }

        await PublishAsync("ask", Activity("more", "RunTask", ("taskName", "more")));
        var command = _app.Services.GetRequiredService<WorkflowMigrate>();
        using var dry = new StringWriter();
        using var wet = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, await command.RunAsync(["flow", "--dry-run", "--json"], dry, error));
        Assert.Equal(120, JsonNode.Parse(dry.ToString())!.AsArray().Count(i => i!["possible"]!.GetValue<bool>()));
        Assert.Equal(120, Count(1));
        Assert.Equal(0, await command.RunAsync(["flow", "--tenant", ToyuFlowApp.Tenant], wet, error));
        Assert.Equal(120, Count(2));
        Assert.Equal(1, await command.RunAsync(["nothing"], wet, error));
        Assert.Equal(2, await command.RunAsync([], wet, error));
    }

    private Task PublishAsync(string task, params JsonNode[] more) => _flows.PublishAsync("flow", [Activity(task, "RunTask", ("taskName", task)), .. more]);

    private string? Version(Guid instance) => _app.Read(sql => sql.Scalar<string>("select definition_version from workflow_instance where id = @id", ("id", instance)));

    private long Count(int version) => _app.Read(sql => sql.Scalar<long>("select count(*) from workflow_instance where definition_id = 'flow' and definition_version = @version", ("version", version)));
}
