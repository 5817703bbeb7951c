using ToyuFlow.Server.Tests.Hosting;
using static ToyuFlow.Server.Tests.Workflows.FlowDriver;

namespace ToyuFlow.Server.Tests.Workflows;

public sealed class VariableEditTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly FlowDriver _flows;

    public VariableEditTests() => _flows = new FlowDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_variable_is_changed_only_when_another_administrator_confirms_it()
    {
        await _flows.PublishAsync("flow", Activity("ask", "RunTask", ("taskName", "ask")));
        var instance = await _flows.StartAsync("flow");
        using var first = await _app.SignInAsync("luxian-system");
        var page = $"/workflows/instance/{instance}";
        using var proposed = await first.PostFormAsync(page, new Dictionary<string, string> { ["name"] = "r", ["value"] = """{"fen": 5}""", ["reason"] = "示例原因" }, $"{page}?handler=Edit");
        Assert.Equal("null", _flows.Variable(instance) ?? "null");
        var edit = _app.Read(sql => sql.List("select id from timer where kind = 'workflow.edit'", row => row.GetGuid(0)))[0].ToString();

        using var own = await first.PostFormAsync("/workflows/edits", new Dictionary<string, string> { ["id"] = edit }, "/workflows/edits?handler=Confirm");
        Assert.Equal("null", _flows.Variable(instance) ?? "null");
        using var second = await _app.SignInAsync("luxian-security");
        using var list = await second.GetPageAsync("/workflows/edits");
        Assert.Contains("示例原因", list.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        using var confirmed = await second.PostFormAsync("/workflows/edits", new Dictionary<string, string> { ["id"] = edit }, "/workflows/edits?handler=Confirm");
        Assert.Equal("""{"fen":5}""", _flows.Variable(instance));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'variable.changed' and detail like 'r %示例原因'")));
        using var again = await second.PostFormAsync("/workflows/edits", new Dictionary<string, string> { ["id"] = edit }, "/workflows/edits?handler=Confirm");
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'variable.changed'")));
    }
}
