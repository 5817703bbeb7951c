using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>Who a step asks, copies and leaves out.</summary>
public sealed class SignerRulesTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public SignerRulesTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_officer_chooses_who_signs_the_next_step()
    {
        var choosing = ("fields", SigningFlow.List("""[{"code":"signers","label":"会签人员","isPeople":true,"required":true}]"""));
        var next = ("signers", SigningFlow.List("""[{"type":"previous"}]"""));
        await _flow.PublishTwoAsync([choosing], [SigningFlow.Mode("all"), next]);
        var caseId = await _flow.Cases.ApplyAsync("luxian-operator", "registration");
        var (second, third) = (SigningFlow.Officers[1], SigningFlow.Officers[2]);
        await Assert.ThrowsAsync<InvalidInputException>(() => _flow.Cases.DecideAsync(caseId, "sign", SigningFlow.Officers[0], "Agree"));
        await Assert.ThrowsAsync<InvalidInputException>(() => _flow.Cases.DecideAsync(caseId, "sign", SigningFlow.Officers[0], "Agree", "", ("signers", Guid.NewGuid().ToString())));
        await _flow.Cases.DecideAsync(caseId, "sign", SigningFlow.Officers[0], "Agree", "", ("signers", $"{Id(second)};{Id(third)}"));
        Assert.Equal(new[] { second, third }.Order(), _flow.Waiting(caseId).Order());
    }

    [Fact]
    public async Task Whoever_decided_a_step_that_must_lie_in_other_hands_is_left_out()
    {
        await _flow.PublishTwoAsync([], [SigningFlow.Mode("all"), SigningFlow.First(3), ("separateFrom", SigningFlow.List("""["sign"]"""))]);
        var caseId = await _flow.Cases.ApplyAsync("luxian-operator", "registration");
        await _flow.Cases.DecideAsync(caseId, "sign", SigningFlow.Officers[0], "Agree");
        Assert.Equal(SigningFlow.Officers[1..3].Order(), _flow.Waiting(caseId).Order());
    }

    [Fact]
    public async Task A_conflict_is_an_incident_where_the_step_says_so()
    {
        await _flow.PublishTwoAsync([], [SigningFlow.Mode("all"), SigningFlow.First(3), ("whenConflict", SigningFlow.Literal("refuse")), ("separateFrom", SigningFlow.List("""["sign"]"""))]);
        var caseId = await _flow.Cases.ApplyAsync("luxian-operator", "registration");
        await _flow.Cases.DecideAsync(caseId, "sign", SigningFlow.Officers[0], "Agree");
        Assert.Empty(_flow.Waiting(caseId));
        Assert.Contains(_flow.Cases.Incidents(), i => i.Contains("不相容的环节", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_that_is_reached_is_copied_to_whom_it_names_once()
    {
        (string, JsonNode?) copies = ("copies", SigningFlow.List("""[{"type":"person","person":"luxian-housing-inspect"}]"""));
        await _flow.PublishTwoAsync([copies], [copies]);
        var caseId = await _flow.Cases.ApplyAsync("luxian-operator", "registration");
        await _flow.Cases.DecideAsync(caseId, "sign", SigningFlow.Officers[0], "Agree");
        using var client = await _app.SignInAsync("luxian-housing-inspect");
        using var list = await client.GetPageAsync("/inbox/copies");
        Assert.Single(list.QuerySelectorAll("tbody tr"));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from case_copy where case_id = @case", ("case", caseId))));
    }

    [Fact]
    public async Task A_step_asks_for_opinions_and_papers_and_allows_what_it_says()
    {
        var caseId = await _flow.BeginAsync(("opinionRule", SigningFlow.Literal("refusal")), ("attachments", SigningFlow.Literal("required")), ("allow", SigningFlow.List("""["copy"]""")));
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => _flow.Cases.DecideAsync(caseId, "sign", SigningFlow.Officers[0], "Refuse"));
        Assert.Equal(["opinion", "field-attachments"], refused.Errors.Select(e => e.Field));
        using var client = await _app.SignInAsync(SigningFlow.Officers[0]);
        var task = _flow.Cases.OpenTasks(caseId)[0];
        using var page = await client.GetPageAsync($"/inbox/task/{task.Id}");
        Assert.Equal([HandOnModel.Path(task.Id, HandOnAct.Copy)], page.QuerySelectorAll("#decide a.btn-sm").Select(a => a.GetAttribute("href")));
        await Assert.ThrowsAsync<ForbiddenException>(() => _app.AsAsync<DelegateTask>(SigningFlow.Officers[0], (delegation, _) =>
        {
            delegation.Run(task.Id, task.Revision, Id(SigningFlow.Officers[1]), "示例事由");
            return Task.CompletedTask;
        }));
    }

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;
}
