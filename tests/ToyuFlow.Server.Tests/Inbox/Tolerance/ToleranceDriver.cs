using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Tolerance;

/// <summary>Leads an application that lacks a secondary paper to its acceptance, and what follows.</summary>
internal sealed class ToleranceDriver(ToyuFlowApp app)
{
    public const string Operator = "luxian-operator";
    public const string Officer = "luxian-samr-accept";
    public const string Paper = "head_resume";

    /// <summary>Of three working days the case leaves one for the gap.</summary>
    public static readonly DateOnly Day = new(2025, 3, 10);

    public CaseDriver Cases { get; } = new(app);

    private Matter Registration => app.Services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant].Matter("registration");

    /// <summary>Submits an application of a profit-making institution without the papers named.</summary>
    public async Task<Guid> ApplyAsync(string operatorName = Operator, string type = "profit", params string[] without)
    {
        var lacking = without.Length > 0 ? without : [Paper];
        var matter = Registration;
        var caseId = await app.AsAsync<Applications, Guid>(operatorName, (a, token) => a.OpenAsync(app.InstitutionOf(operatorName), matter.Code, token));
        var filled = SampleForms.Fill(matter);
        filled["type"] = type;
        await app.AsAsync<Applications>(operatorName, (a, token) => a.SaveDraftAsync(caseId, Cases.Revision(caseId), filled, token));
        foreach (var material in matter.RequiredMaterials(filled).Where(m => !lacking.Contains(m.Code)))
        {
            await app.AsAsync<Materials>(operatorName, (m, token) => m.AddAsync(caseId, material.Code, SampleForms.Paper(material), token));
        }

        await app.AsAsync<Applications>(operatorName, (a, token) => a.SubmitAsync(caseId, Cases.Revision(caseId), token));
        return caseId;
    }

    public GapInput Input(Guid caseId, DateOnly? day = null, params string[] papers)
    {
        var task = Cases.OpenTasks(caseId).Single(t => t.StepCode == "accept");
        return new GapInput(task.Id, task.Revision, [.. (papers.Length > 0 ? papers : [Paper]).Select(p => new GapEntry(p, "示例：未提交"))], day ?? Day, [Letter]);
    }

    public Task<Guid> AcceptAsync(Guid caseId, DateOnly? day = null, string officer = Officer) => AcceptAsync(Input(caseId, day), officer);

    public Task<Guid> AcceptAsync(GapInput input, string officer = Officer) => app.AsAsync<AcceptWithGaps, Guid>(officer, (accept, token) => accept.RunAsync(input, token));

    public PromiseRow Promise(Guid caseId) => app.Read(sql => PromiseRow.OfCase(sql, ToyuFlowApp.Tenant, caseId))!;

    public Task HandInAsync(Guid caseId, string operatorName = Operator, string fileName = "补交的材料.pdf") => app.AsAsync<HandInPapers>(operatorName, (hand, token) =>
        hand.RunAsync(Promise(caseId).Id, Promise(caseId).Revision, [new PaperHandedIn(Paper, new UploadedFile(fileName, SampleForms.Paper(Registration.Materials[0]).Content))], token));

    public Task ConfirmAsync(Guid caseId, string officer = Officer) => CheckAsync(officer, check => check.Confirm(Promise(caseId).Id, Promise(caseId).Gaps[0].Id, Promise(caseId).Revision));

    public Task SendBackAsync(Guid caseId, string reason = "示例：没有签字", string officer = Officer) =>
        CheckAsync(officer, check => check.SendBack(Promise(caseId).Id, Promise(caseId).Gaps[0].Id, Promise(caseId).Revision, reason));

    public Task<TaskOutcome> ReviewAsync(Guid caseId) => Cases.DecideAsync(caseId, "review", "luxian-samr-review", "Agree");

    public Task<TaskOutcome> ApproveAsync(Guid caseId) =>
        Cases.DecideAsync(caseId, "decide", "luxian-samr-approve", "Approve", "示例意见", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号"));

    public async Task PassAsync(DateTimeOffset until)
    {
        app.Clock.Set(until);
        await app.Timers.RunAsync(CancellationToken.None);
    }

    public long Told(string userName, string words) => app.Read(sql => sql.Scalar<long>(
        "select count(*) from notice n join person p on p.id = n.person_id where p.user_name = @name and n.sentence like @words", ("name", userName), ("words", $"%{words}%")));

    private static TaskFile Letter => new(AcceptWithGaps.Letter, "容缺承诺书.pdf", "application/pdf", 3, "示例");

    private Task CheckAsync(string officer, Action<CheckGap> act) => app.AsAsync<CheckGap>(officer, (check, _) =>
    {
        act(check);
        return Task.CompletedTask;
    });
}
