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

    [Fact]
    public async Task A_run_that_faults_is_told_in_full_as_json_and_what_Elsa_could_load_is_run()
    {
        var file = Write("odd.json", """{"definitionId":"o","root":{"id":"root","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.WriteLine","text":"一"},{"id":"x","type":"No.Such"},{"id":"b","type":"Elsa.WriteLine","text":"二"}]}}""");
        Assert.Equal(0, await WorkflowCommands.RunAsync([file, "--json"], ActivityCatalog.BuiltIn(), _output, _error));
        var report = JsonNode.Parse(_output.ToString())!;
        Assert.Equal("Faulted", report["subStatus"]!.GetValue<string>());
        Assert.Equal("Activity type 'No.Such' version '0' could not be found.", report["incidents"]![0]!["message"]!.GetValue<string>());
        Assert.Equal("Started x (Elsa.NotFoundActivity)", report["trace"]!.AsArray()[^2]!.GetValue<string>());
        Assert.Contains("No.Such", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_cases_is_played_and_each_gets_its_verdict()
    {
        Write("definition.json", """{"definitionId":"c","root":{"id":"t","type":"Elsa.RunTask","taskName":"审核"}}""");
        Write("one.script.json", """[{"task":"审核"}]""");
        Write("one.expected.json", """{"status":"Finished","subStatus":"Finished","trace":["Started Workflow1 (Elsa.Workflow)","Started t (Elsa.RunTask)","Suspended t (Elsa.RunTask)","Resumed t (Elsa.RunTask)","Completed t (Elsa.RunTask)","Completed Workflow1 (Elsa.Workflow)"]}""");
        Assert.Equal(0, await WorkflowCommands.TestAsync([_folder], ActivityCatalog.BuiltIn(), _output, _error));
        Write("two.expected.json", """{"status":"Finished","openBookmarks":[]}""");
        Assert.Equal(1, await WorkflowCommands.TestAsync([_folder, "--json"], ActivityCatalog.BuiltIn(), _output, _error));
        var report = JsonNode.Parse(_output.ToString()[_output.ToString().IndexOf('{', StringComparison.Ordinal)..])!;
        Assert.Equal(1, report["failed"]!.GetValue<int>());
        Assert.Equal(2, report["runs"]!.AsArray().Single(r => r!["run"]!.GetValue<string>() == "two")!["differences"]!.AsArray().Count);
    }

    [Fact]
    public async Task Two_versions_are_compared_in_words()
    {
        var before = Write("a.json", """{"definitionId":"d","root":{"id":"root","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.RunTask","taskName":"甲"},{"id":"b","type":"Elsa.WriteLine"}],"connections":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]}}""");
        var after = Write("b.json", """{"definitionId":"d","root":{"id":"root","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.RunTask","taskName":"乙","metadata":{"designer":{"position":{"x":9,"y":9}}}},{"id":"c","type":"Elsa.End"}],"connections":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"c","port":"In"}}]}}""");
        Assert.Equal(0, await WorkflowCommands.DiffAsync([before, after], _output, _error));
        var text = _output.ToString();
        Assert.All(new[] { "“甲” 改为 “乙”", "新增活动“c”", "删除活动“b”", "新增连线 a—Done→c", "删除连线 a—Done→b", "5 处差别" }, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Children_are_given_one_by_one_and_a_script_that_is_not_a_list_is_refused()
    {
        var parent = Write("p.json", """{"definitionId":"p","root":{"id":"root","type":"Elsa.Sequence","activities":[{"id":"x","type":"Elsa.ExecuteWorkflow","workflowDefinitionId":"c1","waitForCompletion":true},{"id":"y","type":"Elsa.DispatchWorkflow","workflowDefinitionId":"c2","waitForCompletion":true}]}}""");
        var (one, two) = (Write("c1.json", """{"definitionId":"c1","root":{"id":"w","type":"Elsa.WriteLine","text":"一"}}"""), Write("c2.json", """{"definitionId":"c2","root":{"id":"w","type":"Elsa.WriteLine","text":"二"}}"""));
        Assert.Equal(0, await WorkflowCommands.RunAsync([parent, "--with", one, "--with", two, "--json"], ActivityCatalog.BuiltIn(), _output, _error));
        var report = JsonNode.Parse(_output.ToString())!;
        Assert.Equal("Finished", report["subStatus"]!.GetValue<string>());
        Assert.Equal(["一", "二"], report["stdout"]!.AsArray().Select(l => l!.GetValue<string>()));
        Assert.Equal(1, await WorkflowCommands.RunAsync([parent, "--script", Write("s.json", "{}")], ActivityCatalog.BuiltIn(), _output, _error));
        Assert.Contains("应当是一个列表", _error.ToString(), StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
