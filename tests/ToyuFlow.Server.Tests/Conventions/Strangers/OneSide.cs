using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PackFolder = ToyuFlow.Server.Tests.Jurisdictions.PackFolder;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Cases.Filters;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Reviews;
using ToyuFlow.Server.Disbursement;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Batch;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Tests.Inbox.Tolerance;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inspections;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Tests.Conventions.Strangers;

/// <summary>Two counties on one server, and in one of them an institution with everything that the service keeps of one.</summary>
public sealed class OneSide : IAsyncLifetime, IDisposable
{
    public const string OtherCounty = "otherside";

    private readonly MoneyDriver _money;

    public OneSide()
    {
        App = new ToyuFlowApp { Settings = { ["Workflows:Directory"] = WithAnotherCounty() } };
        _money = new MoneyDriver(App);
    }

    public ToyuFlowApp App { get; }

    /// <summary>What was made, under the names that the table of routes uses.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    public async Task InitializeAsync()
    {
        await App.Services.GetRequiredService<Demo>().FillAsync(CancellationToken.None);
        Ids["receipt"] = (await new FiledInstitution(App).FileAsync()).ToString();
        await _money.ChangeAsync(MoneyDriver.Operator, (institution, at) =>
        {
            institution.PassAcceptance(100, at);
            institution.Recognize(true, true);
        });
        await MakeRecallAsync();
        Ids["withdrawal"] = (await WithdrawAsync("2024-12", "D")).ToString();
        Ids["withdrawn"] = (await WithdrawAsync("2024-11", "E")).ToString();
        await App.AsAsync<DecideWithdrawal>("luxian-health-approve", (decide, token) => decide.ApproveAsync(Guid.Parse(Ids["withdrawn"]), "", token));
        Ids["woken"] = One($"select case_id from withdrawal_request where id = '{Key(Guid.Parse(Ids["withdrawn"]))}'");
        await MakeMoneyAsync();
        await MakeInspectionAsync();
        await MakeOfficeAsync();
        await MakePromiseAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => App.Dispose();

    private static string WithAnotherCounty()
    {
        var folder = PackFolder.Copy();
        var (known, other) = (Path.Combine(folder, ToyuFlowApp.Tenant), Path.Combine(folder, OtherCounty));
        foreach (var file in Directory.GetFiles(known, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(other, Path.GetRelativePath(known, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var pack = Path.Combine(other, "pack.yaml");
        File.WriteAllText(pack, File.ReadAllText(pack).Replace($"id: {ToyuFlowApp.Tenant}\n", $"id: {OtherCounty}\n", StringComparison.Ordinal));
        return folder;
    }

    /// <summary>A claim in publicity, one under review, one sent back to be corrected, and a draft with a paper.</summary>
    private async Task MakeMoneyAsync()
    {
        var publicized = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 30);
        await _money.ReviewAsync(publicized);
        Ids["publicized"] = publicized.ToString();
        Ids["publicity"] = One($"select id from publicity where case_id = '{Key(publicized)}'");
        Ids["line"] = One("select id from budget_line");
        var reviewed = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-01", MoneyDriver.Roster(3, 4, 5));
        Ids["reviewed"] = reviewed.ToString();
        Ids["task"] = One($"select id from work_task where status = 'Open' and case_id = '{Key(reviewed)}'");
        await App.AsAsync<CopyCase, int>("luxian-health-review", (copy, _) =>
            Task.FromResult(copy.Run(Guid.Parse(Ids["task"]), 1, [App.ActorOf("luxian-health-review").PersonId!.Value], "示例附言")));
        Ids["copy"] = One("select id from case_copy");
        await App.AsAsync<AddSigners, int>("luxian-health-review", (add, token) => add.RunAsync(
            new SignersToAdd(Guid.Parse(Ids["task"]), 1, SignKind.Beside, [App.ActorOf("luxian-health-accept").PersonId!.Value], "示例加签"), token));
        Ids["addedTask"] = One("select id from work_task where added_by is not null");
        Ids["batch"] = (await App.AsAsync<PassBatch, Guid>("luxian-health-review", (pass, _) => Task.FromResult(pass.Begin([new BatchItem(Guid.Parse(Ids["task"]), 1)], "示例意见")))).ToString();
        await App.AsAsync<KeepFilter>("luxian-health-review", (keep, _) => Task.Run(() => keep.Save(FilterPlace.Inbox, "示例", "?scope=Mine"), CancellationToken.None));
        Ids["savedFilter"] = One("select id from saved_filter");
        Ids["supervision"] = (await App.AsAsync<OpenSupervision, Guid>("luxian-health-approve", (open, _) => Task.FromResult(open.Run(
            new SupervisionInput(reviewed, Guid.Parse(One($"select unit_id from work_task where id = '{Key(Guid.Parse(Ids["task"]))}'")), null, 3, "示例：请尽快办理"))))).ToString();
        Ids["clock"] = App.Services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant].Deadlines.First(d => d.Statutory?.Unit == LimitUnit.WorkingDay).Code;
        await App.AsAsync<CaseClocks>("luxian-health-review", (clocks, _) =>
        {
            clocks.Start(reviewed, Ids["clock"], "示例");
            return Task.CompletedTask;
        });
        await App.AsAsync<ChangeClock>("luxian-health-review", (change, token) => change.AskAsync(new ClockChangeOrder(reviewed, Ids["clock"], ClockChangeKind.Pause, 3, "鉴定", "", "示例理由：等待鉴定"), token));
        Ids["clockChange"] = One("select id from clock_change");
        Ids["material"] = One($"select id from case_material where case_id = '{Key(reviewed)}'");
        var corrected = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-02", MoneyDriver.Roster(3, 4, 5, "B"));
        await _money.Cases.DecideAsync(corrected, "review", "luxian-health-review", "Correct", "示例：请补正");
        Ids["corrected"] = corrected.ToString();
        Ids["decidedTask"] = One($"select id from work_task where case_id = '{Key(corrected)}' and status = 'Done'");
        Ids["correction"] = One("select id from correction_notice");
        var draft = await App.AsAsync<Applications, Guid>(MoneyDriver.Operator, (a, token) => a.OpenAsync(App.InstitutionOf(MoneyDriver.Operator), "operating-subsidy", token));
        await App.AsAsync<Materials>(MoneyDriver.Operator, (m, token) => m.AddAsync(draft, "roster", new UploadedFile("花名册.csv", System.Text.Encoding.UTF8.GetBytes(MoneyDriver.Roster(1, 1, 1, "C"))), token));
        Ids["draft"] = draft.ToString();
        Ids["draftPaper"] = One($"select id from case_material where case_id = '{Key(draft)}'");
    }

    private async Task<Guid> WithdrawAsync(string month, string children)
    {
        var caseId = await _money.ApplyForMonthAsync(MoneyDriver.Operator, month, MoneyDriver.Roster(3, 4, 5, children));
        return await App.AsAsync<AskWithdrawal, Guid>(MoneyDriver.Operator, (ask, token) => ask.RunAsync(caseId, _money.Cases.Revision(caseId), "示例：不再需要", token));
    }

    /// <summary>A claim that was paid, of which some is to come back.</summary>
    private async Task MakeRecallAsync()
    {
        var paid = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 10);
        await _money.ReviewAsync(paid);
        await _money.EndPublicityAsync(paid);
        await _money.PayAsync(paid);
        await App.AsAsync<RecallSubsidy>("luxian-fin-review", (recall, token) => recall.ProposeAsync(paid, new RecallProposal("100", "示例追〔2025〕1号", "示例追回理由"), token));
        Ids["paid"] = paid.ToString();
        Ids["recall"] = One("select id from recall");
    }

    private async Task MakeInspectionAsync()
    {
        var driver = new InspectionDriver(App, _money.Cases);
        await driver.FindAsync(await driver.VisitAsync(), "serious");
        Ids["plan"] = driver.One("select id from inspection_plan").ToString();
        Ids["rectification"] = driver.One("select id from rectification").ToString();
        Ids["ownTask"] = driver.One("select id from work_task where status = 'Open' and for_applicant and step_code = 'rectify'").ToString();
    }

    /// <summary>A case accepted with a paper missing, and one that still waits to be accepted.</summary>
    private async Task MakePromiseAsync()
    {
        var driver = new ToleranceDriver(App);
        var caseId = await driver.ApplyAsync();
        var waiting = await driver.Cases.RepeatAsync(caseId);
        Ids["acceptTask"] = Assert.Single(driver.Cases.OpenTasks(waiting)).Id.ToString();
        Ids["promise"] = (await driver.AcceptAsync(caseId, BeijingTime.DateOf(App.Clock.GetUtcNow()).AddDays(1))).ToString();
        Ids["gap"] = One("select id from tolerance_gap");
    }

    private async Task MakeOfficeAsync()
    {
        Ids["institution"] = App.InstitutionOf(MoneyDriver.Operator).ToString();
        Ids["person"] = App.ActorOf("luxian-samr-accept").PersonId.ToString()!;
        Ids["endpoint"] = (await App.AsAsync<ManageEndpoint, Guid>("luxian-system", (manage, token) => manage.SaveAsync(
            new EndpointInput(null, NoticeChannel.WeCom, "示例工作群", [], true, new EndpointSettings { Address = "https://robot.example.invalid/send?key=示例" }), token))).ToString();
        Ids["colleague"] = App.ActorOf("luxian-samr-review").PersonId.ToString()!;
        var today = ToyuFlow.Server.Calendar.BeijingTime.DateOf(App.Clock.GetUtcNow());
        Ids["substitution"] = (await App.AsAsync<AppointSubstitute, Guid>("luxian-health-review", (appoint, _) => Task.FromResult(appoint.Run(
            App.ActorOf("luxian-health-review").PersonId!.Value, new SubstituteInput(App.ActorOf("luxian-health-accept").PersonId!.Value, today, today, [], "示例：休假"))))).ToString();
        Ids["administrator"] = App.ActorOf("luxian-audit").PersonId.ToString()!;
        await App.AsAsync<AdministratorChanges>("luxian-system", (changes, token) => changes.ProposeAsync(Guid.Parse(Ids["administrator"]), AdministratorChangeKind.ResetPassword, token));
        Ids["change"] = One("select id from administrator_change");
        Ids["heldPost"] = One($"select post_id from post_holder where person_id = '{Key(Guid.Parse(Ids["person"]))}'");
        Ids["instance"] = One("select id from workflow_instance where case_id is not null");
        Ids["notice"] = One($"select id from notice where person_id = '{Key(App.ActorOf(MoneyDriver.Operator).PersonId!.Value)}'");
        await App.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
        {
            var step = services.GetRequiredService<Step>();
            var mail = step.Sql.List("select id from outbox where tenant_id = 'luxian'", row => row.GetGuid(0))[0];
            step.Sql.Execute("update outbox set state = 'Dead' where id = @id", ("id", mail));
            Ids["mail"] = mail.ToString();
            var incident = step.NewId();
            step.Sql.Execute(
                "insert into incident (tenant_id, id, instance_id, activity_id, message, at) values (@tenant, @id, @instance, 'accept', '示例异常', @now)",
                ("tenant", step.TenantId), ("id", incident), ("instance", Guid.Parse(Ids["instance"])), ("now", step.Now));
            Ids["incident"] = incident.ToString();
            var edit = step.NewId();
            step.Sql.Execute(
                "insert into timer (tenant_id, id, due_at, kind, subject_id, payload, attempts) values (@tenant, @id, @due, 'workflow.edit', @instance, @payload, 0)",
                ("tenant", step.TenantId), ("id", edit), ("due", step.Now.AddDays(30)), ("instance", Guid.Parse(Ids["instance"])),
                ("payload", """{"name":"示例变量","value":1,"who":"测试员甲","person":null,"reason":"示例原因","at":0}"""));
            Ids["edit"] = edit.ToString();
            var own = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(PackFolder.Shipped, "common", "acceptance.json"), token))!;
            own["definitionId"] = Ids["definition"] = "only-in-this-county";
            await services.GetRequiredService<DefinitionLibrary>().PublishAsync(own.ToJsonString(), token);
            own["description"] = "示例改动";
            await services.GetRequiredService<DefinitionDesk>().ImportAsync(own.DeepClone().AsObject(), "", token);
            Ids["publishRequest"] = (await services.GetRequiredService<PublishDesk>().PublishAsync(Ids["definition"], token)).Asked!.Id.ToString();
        }, CancellationToken.None);
    }

    /// <summary>As SQLite keeps it.</summary>
    private static string Key(Guid id) => id.ToString().ToUpperInvariant();

    private string One(string query) => App.Read(sql => sql.List(query, row => row.GetGuid(0)))[0].ToString();
}
