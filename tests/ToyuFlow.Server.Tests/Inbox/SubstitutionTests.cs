using System.Net;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

/// <summary>代理 and 离职移交.</summary>
public sealed class SubstitutionTests : IDisposable
{
    private const string Principal = "luxian-samr-accept";
    private const string Substitute = "luxian-samr-approve";
    private const string Reviewer = "luxian-samr-review";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public SubstitutionTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    private DateOnly Today => BeijingTime.DateOf(_app.Clock.GetUtcNow());

    [Fact]
    public async Task A_substitute_decides_in_the_principals_right_with_both_names_on_the_record()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await Assert.ThrowsAsync<MissingException>(() => _cases.DecideAsync(caseId, "accept", Substitute, "Accept"));
        await AppointAsync(Principal, Substitute);
        var task = Assert.Single(_cases.OpenTasks(caseId));
        using (var client = await _app.SignInAsync(Substitute))
        using (var inbox = await client.GetPageAsync("/inbox"))
        using (var page = await client.GetPageAsync($"/inbox/task/{task.Id}"))
        {
            Assert.NotNull(inbox.QuerySelector($"a[href='/inbox/task/{task.Id}']"));
            Assert.Contains($"您代 {Name(Principal)} 办理", page.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
        }

        await _cases.DecideAsync(caseId, "accept", Substitute, "Accept");
        Assert.Equal(
            $"{Name(Substitute)} 代 {Name(Principal)}",
            _app.Read(sql => sql.Scalar<string>("select decided_by_name from work_task where id = @id", ("id", task.Id))));
    }

    [Fact]
    public async Task A_substitution_holds_from_its_first_day_until_the_end_of_its_last_and_for_its_matters()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await AppointAsync(Principal, Substitute, 1, 2, "operating-subsidy");
        await AppointAsync(Principal, Reviewer, 1, 2, "registration");
        await Assert.ThrowsAsync<MissingException>(() => ClaimAsync(caseId, Reviewer));
        _app.Clock.Set(BeijingTime.StartOf(Today.AddDays(1)));
        await Assert.ThrowsAsync<MissingException>(() => ClaimAsync(caseId, Substitute));
        await ClaimAsync(caseId, Reviewer);
        _app.Clock.Set(BeijingTime.EndOf(Today.AddDays(1)).AddMilliseconds(-1));
        await ClaimAsync(caseId, Reviewer);
        _app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<MissingException>(() => ClaimAsync(caseId, Reviewer));
    }

    [Fact]
    public async Task What_a_substitute_claims_stays_the_principals_and_either_may_finish_it()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await AppointAsync(Principal, Substitute);
        await ClaimAsync(caseId, Substitute);
        Assert.Equal(Id(Principal), _app.Read(sql => sql.List("select assignee_id from work_task where case_id = @case", row => row.GetGuid(0), ("case", caseId)))[0]);
        await _cases.DecideAsync(caseId, "accept", Principal, "Accept");
    }

    /// <summary>Whoever reviewed a registration may not decide it: neither as the substitute of who may, nor through a substitute who might.</summary>
    [Theory]
    [InlineData(Substitute, Reviewer)]
    [InlineData(Reviewer, Principal)]
    public async Task Separation_of_duties_holds_for_the_substitute_and_for_the_principal(string principal, string substitute)
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(caseId, "accept", Principal, "Accept");
        await _cases.DecideAsync(caseId, "review", Reviewer, "Agree");
        var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @id", row => row.GetGuid(0), ("id", Id(Substitute))))[0];
        await _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id(Reviewer), post, token));
        await AppointAsync(principal, substitute);
        await Assert.ThrowsAsync<ForbiddenException>(() => _cases.DecideAsync(
            caseId, "decide", substitute, "Approve", "", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号")));
    }

    [Fact]
    public async Task Through_a_chain_the_last_acts_for_the_first_and_a_circle_is_refused()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await AppointAsync(Principal, Reviewer);
        await AppointAsync(Reviewer, Substitute);
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => AppointAsync(Substitute, Principal));
        Assert.Contains("不能互相代理", refused.Message, StringComparison.Ordinal);
        await _cases.DecideAsync(caseId, "accept", Substitute, "Accept");
        Assert.Contains(_app.Read(sql => sql.List("select decided_by_name from work_task where case_id = @case and status = 'Done'", row => row.GetString(0), ("case", caseId))),
            name => name == $"{Name(Substitute)} 代 {Name(Principal)}");
    }

    [Fact]
    public async Task The_page_appoints_shows_and_ends_a_substitution()
    {
        using var client = await _app.SignInAsync(Principal);
        var fields = new Dictionary<string, string> { ["person"] = Id(Substitute).ToString(), ["from"] = $"{Today:yyyy-MM-dd}", ["until"] = $"{Today:yyyy-MM-dd}", ["reason"] = "示例：休假", ["operation"] = "示例" };
        using (var wrong = await client.PostFormAsync("/inbox/substitutes", new Dictionary<string, string>(fields) { ["until"] = "2024-01-01" }))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using (var first = await client.PostFormAsync("/inbox/substitutes", fields))
        using (var again = await client.PostFormAsync("/inbox/substitutes", fields))
        {
            Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], [first.StatusCode, again.StatusCode]);
        }

        string id;
        using (var page = await client.GetPageAsync("/inbox/substitutes"))
        {
            Assert.Contains($"{Name(Substitute)} 代 {Name(Principal)}", Assert.Single(page.QuerySelectorAll("#substitutions tbody tr")).TextContent, StringComparison.Ordinal);
            id = page.QuerySelector("#substitutions input[name=id]")!.GetAttribute("value")!;
        }

        using var ended = await client.PostFormAsync("/inbox/substitutes", new Dictionary<string, string> { ["id"] = id }, "/inbox/substitutes?handler=End");
        using var after = await client.GetPageAsync("/inbox/substitutes");
        Assert.Contains("已终止", after.QuerySelector("#substitutions tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handing_over_moves_each_task_or_gives_it_back_and_reports_it()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await ClaimAsync(caseId, Principal);
        await AppointAsync(Principal, Substitute);
        using var client = await _app.SignInAsync("luxian-system");
        var path = $"/inbox/handover/{Id(Principal)}";
        using (var answer = await client.PostFormAsync(path, HandOver(Reviewer, "示例1")))
        using (var page = await answer.ReadPageAsync())
        {
            Assert.Contains("退回岗位", page.QuerySelector("#report tbody")!.TextContent, StringComparison.Ordinal);
        }

        await ClaimAsync(caseId, Principal);
        var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @id", row => row.GetGuid(0), ("id", Id(Principal))))[0];
        await _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id(Reviewer), post, token));
        using (var answer = await client.PostFormAsync(path, HandOver(Reviewer, "示例2")))
        using (var page = await answer.ReadPageAsync())
        {
            Assert.Contains("已移交", page.QuerySelector("#report tbody")!.TextContent, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<ConflictException>(() => _cases.DecideAsync(caseId, "accept", Principal, "Accept"));
        await Assert.ThrowsAsync<MissingException>(() => _cases.DecideAsync(caseId, "accept", Substitute, "Accept"));
        await _cases.DecideAsync(caseId, "accept", Reviewer, "Accept");
    }

    private Dictionary<string, string> HandOver(string to, string operation) => new() { ["to"] = Id(to).ToString(), ["reason"] = "示例：调离", ["operation"] = operation };

    [Fact]
    public async Task An_administrator_names_a_substitute_for_somebody_who_is_away_and_both_are_told()
    {
        using var client = await _app.SignInAsync("luxian-system");
        var path = SubstitutesOfModel.PathOf(Id(Principal));
        var fields = new Dictionary<string, string>
        {
            ["person"] = Id(Substitute).ToString(),
            ["from"] = $"{Today:yyyy-MM-dd}",
            ["until"] = $"{Today:yyyy-MM-dd}",
            ["reason"] = "示例：住院",
            ["operation"] = "示例操作",
        };
        using var first = await client.PostFormAsync(path, fields);
        using var second = await client.PostFormAsync(path, fields);
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], [first.StatusCode, second.StatusCode]);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from substitution where principal_id = @id", ("id", Id(Principal)))));
        foreach (var person in new[] { Principal, Substitute })
        {
            Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from notice where person_id = @id and sentence like '管理员%'", ("id", Id(person)))));
        }

        Assert.Contains("管理员代为设置", _app.Read(sql => sql.Scalar<string>("select detail from audit_entry where action = 'substitution.appointed'")), StringComparison.Ordinal);
        using var again = await client.PostFormAsync(path, new Dictionary<string, string>(fields) { ["operation"] = "示例-再次" });
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);

        var id = _app.Read(sql => sql.List("select id from substitution", row => row.GetGuid(0)))[0];
        using var ended = await client.PostFormAsync(path, new Dictionary<string, string> { ["substitution"] = id.ToString() }, path + "?handler=End");
        Assert.Equal(HttpStatusCode.Found, ended.StatusCode);
        Assert.Equal(2, _app.Read(sql => sql.Scalar<long>("select count(*) from notice where sentence like '%终止了代理%'")));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_names_a_substitute_for_another()
    {
        await Assert.ThrowsAsync<ForbiddenException>(() => _app.AsAsync<AppointSubstitute, Guid>(Substitute, (appoint, _) =>
            Task.FromResult(appoint.Run(Id(Principal), new SubstituteInput(Id(Substitute), Today, Today, [], "示例")))));
        using var officer = await _app.SignInAsync(Substitute);
        using var refused = await officer.GetAsync(SubstitutesOfModel.PathOf(Id(Principal)));
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private string Name(string userName) => _app.ActorOf(userName).Name;

    private Task<Guid> AppointAsync(string principal, string substitute, int first = 0, int last = 0, params string[] matters) =>
        _app.AsAsync<AppointSubstitute, Guid>(principal, (appoint, _) =>
            Task.FromResult(appoint.Run(Id(principal), new SubstituteInput(Id(substitute), Today.AddDays(first), Today.AddDays(last), matters, "示例：休假"))));

    private Task ClaimAsync(Guid caseId, string userName) => _app.AsAsync<ClaimTask>(userName, (claim, _) =>
    {
        claim.Claim(_cases.OpenTasks(caseId)[0].Id);
        return Task.CompletedTask;
    });
}
