using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Acceptance;

public sealed class AcceptanceTests : IDisposable
{
    private const string Operator = "luxian-operator";

    private static readonly (string Step, string Officer)[] Items =
    [
        ("acceptance-fire", "luxian-fire-inspect"), ("acceptance-food", "luxian-samr-inspect"), ("acceptance-gas", "luxian-urban-law-inspect"),
        ("acceptance-housing", "luxian-housing-inspect"), ("acceptance-hygiene", "luxian-health-inspect"), ("acceptance-security", "luxian-psb-inspect"),
        ("acceptance-work-safety", "luxian-emerg-inspect"),
    ];

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public AcceptanceTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Every_department_of_the_pack_decides_at_once_and_the_last_one_joins_them()
    {
        var caseId = await ApplyAsync();
        Assert.Equal(Items.Select(i => i.Step), _cases.OpenTasks(caseId).Select(t => t.StepCode));
        foreach (var (step, officer) in Items)
        {
            await _cases.DecideAsync(caseId, step, officer, "Pass", "", ("evidence", "示例文书1号"));
        }

        Assert.Empty(_cases.Incidents());
        await _cases.DecideAsync(caseId, "conclude", "luxian-health-approve", "Pass", "", ("places", "80"));
        Assert.Equal("Approved", _cases.Status(caseId));
        Assert.Equal(80, _app.Read(sql => sql.Scalar<int>("select accepted_places from institution where id = @id", ("id", _app.InstitutionOf(Operator)))));
    }

    [Fact]
    public async Task Only_what_failed_is_asked_again_after_it_was_mended()
    {
        var caseId = await ApplyAsync();
        foreach (var (step, officer) in Items)
        {
            await _cases.DecideAsync(caseId, step, officer, step == "acceptance-fire" ? "Fail" : "Pass", step == "acceptance-fire" ? "疏散通道被占用" : "", ("evidence", "示例文书1号"));
        }

        await _cases.DecideAsync(caseId, "mend", Operator, "Mended", "", ("mended", "已清理疏散通道"));
        Assert.Equal("acceptance-fire", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        await _cases.DecideAsync(caseId, "acceptance-fire", "luxian-fire-inspect", "Pass", "", ("evidence", "示例文书2号"));
        Assert.Equal("conclude", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
    }

    [Fact]
    public async Task Without_meals_nobody_is_asked_about_food()
    {
        var caseId = await _cases.ApplyAsync(Operator, "acceptance", new Dictionary<string, string> { ["meals"] = "否", ["gas"] = "否" });
        Assert.DoesNotContain(_cases.OpenTasks(caseId), t => t.StepCode is "acceptance-food" or "acceptance-gas");
    }

    private Task<Guid> ApplyAsync() => _cases.ApplyAsync(Operator, "acceptance", new Dictionary<string, string> { ["meals"] = "是", ["gas"] = "是" });
}
