using System.Text.Json.Nodes;
using ToyuFlow.Server.Commands;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Tests.Commands;

public sealed class WorkflowCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toyuflow-workflow-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Every_definition_that_the_service_ships_is_valid()
    {
        var files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflows"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.True(await WorkflowCommands.ValidateAsync([file], WorkflowCommands.Catalog(), _output, _error) == 0, $"{_output}{_error}");
        }
    }

    [Fact]
    public async Task A_faulty_definition_is_refused_with_the_activity_of_each_fault()
    {
        var file = Write("bad.json", """{"id":"b1","definitionId":"b","version":1,"name":"b","root":{"id":"root","type":"Elsa.Flowchart","activities":[{"id":"s","type":"Elsa.Start"},{"id":"x","type":"No.Such"}],"connections":[{"source":{"activity":"s","port":"Nope"},"target":{"activity":"x","port":"In"}}]}}""");
        Assert.Equal(1, await WorkflowCommands.ValidateAsync([file, "--json"], ActivityCatalog.BuiltIn(), _output, _error));
        var report = JsonNode.Parse(_output.ToString())!;
        Assert.False(report["valid"]!.GetValue<bool>());
        Assert.Equal(["s", "x"], report["faults"]!.AsArray().Where(f => f!["severity"]!.GetValue<string>() == "Error").Select(f => f!["activityId"]!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_run_prints_what_came_of_it()
    {
        var file = Write("run.json", """{"id":"r1","definitionId":"r","version":1,"name":"r","variables":[{"id":"v","name":"v","typeName":"Object","storageDriverTypeName":"WorkflowInstanceStorageDriver"}],"root":{"id":"root","type":"Elsa.Sequence","activities":[{"id":"t","type":"Elsa.RunTask","taskName":"审核","result":{"typeName":"Object","memoryReference":{"id":"v"}}},{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"getInput('who') + variables.v"}}}]}}""");
        var input = Write("input.json", """{"who":"测试员甲"}""");
        var script = Write("script.json", """[{"task":"审核","result":"通过"}]""");
        Assert.Equal(0, await WorkflowCommands.RunAsync([file, "--script", script, "--input", input, "--json"], ActivityCatalog.BuiltIn(), _output, _error));
        var report = JsonNode.Parse(_output.ToString())!;
        Assert.Equal("Finished", report["status"]!.GetValue<string>());
        Assert.Equal("通过", report["variables"]!["v"]!.GetValue<string>());
        Assert.Equal("Started Workflow1 (Elsa.Workflow)", report["trace"]![0]!.GetValue<string>());
        Assert.Equal("null通过", report["stdout"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_that_faults_is_not_a_success()
    {
        var file = Write("fault.json", """{"definitionId":"f","root":{"id":"f","type":"Elsa.Fault","message":"不行"}}""");
        Assert.Equal(1, await WorkflowCommands.RunAsync([file], ActivityCatalog.BuiltIn(), _output, _error));
        Assert.Contains("不行", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.json")]
    [InlineData("--unknown")]
    public async Task A_missing_file_or_a_wrong_option_is_an_error_on_standard_error(string argument)
    {
        Assert.NotEqual(0, await WorkflowCommands.RunAsync([argument], ActivityCatalog.BuiltIn(), _output, _error));
        Assert.NotEmpty(_error.ToString());
        Assert.Empty(_output.ToString());
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
