using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>Moves cases as their people do, through the use cases that the pages call.</summary>
internal sealed class CaseDriver(ToyuFlowApp app)
{
    /// <summary>Opens, fills and submits an application with every required paper.</summary>
    public async Task<Guid> ApplyAsync(string operatorName, string matterCode, IReadOnlyDictionary<string, string>? form = null)
    {
        var institution = app.InstitutionOf(operatorName);
        var caseId = await app.AsAsync<Applications, Guid>(operatorName, (a, token) => a.OpenAsync(institution, matterCode, token));
        var matter = app.Services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant].Matter(matterCode);
        var filled = SampleForms.Fill(matter);
        if (filled.ContainsKey("type"))
        {
            // An application that states another type changes the institution's, and with it who registers it.
            filled["type"] = app.Read(sql => sql.Scalar<string>("select type_code from institution where id = @id", ("id", institution)))!;
        }

        foreach (var (code, value) in form ?? new Dictionary<string, string>())
        {
            filled[code] = value;
        }

        await app.AsAsync<Applications>(operatorName, (a, token) => a.SaveDraftAsync(caseId, Revision(caseId), filled, token));
        foreach (var material in matter.RequiredMaterials(filled))
        {
            await app.AsAsync<Materials>(operatorName, (m, token) => m.AddAsync(caseId, material.Code, SampleForms.Paper(material), token));
        }

        await app.AsAsync<Applications>(operatorName, (a, token) => a.SubmitAsync(caseId, Revision(caseId), token));
        return caseId;
    }

    /// <summary>Another case like this one, begun by the office so that an institution may have many.</summary>
    public Task<Guid> RepeatAsync(Guid caseId) =>
        app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, token) => RepeatAsync(services, caseId, token), CancellationToken.None);

    public static async Task<Guid> RepeatAsync(IServiceProvider services, Guid caseId, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<ToyuDb>();
        var like = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == like.InstitutionId, cancellationToken);
        return (await services.GetRequiredService<Applications>().BeginAsync(institution, like.MatterCode, like.Title, CaseForm.Read(like.Form), null, [], cancellationToken)).Id;
    }

    /// <summary>The whole registration of a profit-making institution.</summary>
    public async Task RegisterAsync(string operatorName)
    {
        var caseId = await ApplyAsync(operatorName, "registration");
        await DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        await DecideAsync(caseId, "review", "luxian-samr-review", "Agree");
        await DecideAsync(caseId, "decide", "luxian-samr-approve", "Approve", "", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号"));
        await DecideAsync(caseId, "contact", "luxian-health-accept", "Contacted");
    }

    public long Revision(Guid caseId) => app.Read(sql => sql.Scalar<long>("select revision from case_file where id = @id", ("id", caseId)));

    public string Status(Guid caseId) => app.Read(sql => sql.Scalar<string>("select status from case_file where id = @id", ("id", caseId)))!;

    public IReadOnlyList<OpenTask> OpenTasks(Guid caseId) => app.Read(sql => sql.List(
        "select id, step_code, title, revision, for_applicant, due_at from work_task where case_id = @case and status = 'Open' order by step_code",
        row => new OpenTask(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetBoolean(4), row.Instant(5)),
        ("case", caseId)));

    /// <summary>Decides the open task of a step.</summary>
    public async Task<TaskOutcome> DecideAsync(Guid caseId, string stepCode, string userName, string action, string opinion = "", params (string Code, string Value)[] answers)
    {
        var task = OpenTasks(caseId).FirstOrDefault(t => t.StepCode == stepCode)
            ?? throw new InvalidOperationException($"No open task {stepCode}; open are: {string.Join(", ", OpenTasks(caseId).Select(t => t.StepCode))}; incidents: {string.Join("; ", Incidents())}");
        return await app.AsAsync<CompleteTask, TaskOutcome>(userName, (complete, token) => complete.RunAsync(
            Input(task, action, opinion, answers), token));
    }

    public IReadOnlyList<string> Incidents() => app.Read(sql => sql.List("select activity_id, message from incident", row => $"{row.GetString(0)}: {row.GetString(1)}"));

    public IReadOnlyList<string> Sentences(Guid caseId) => app.Read(sql => sql.List(
        "select sentence from timeline_entry where case_id = @case order by at, id", row => row.GetString(0), ("case", caseId)));

    public TaskInput Input(OpenTask task, string action, string opinion, params (string Code, string Value)[] answers)
    {
        var spec = TaskSpec.FromJson(app.Read(sql => sql.Scalar<string>("select spec from work_task where id = @id", ("id", task.Id)))!);
        return new TaskInput(task.Id, task.Revision, action, opinion)
        {
            Answers = answers.ToDictionary(a => a.Code, a => a.Value),
            Checks = [.. spec.Checklist.Select(item => new CheckResult(item.Code, "pass", ""))],
            Corrections = spec.Find(action)?.Effect == "correction" ? [new CorrectionItem("application", "申请书", "缺少签字")] : [],
        };
    }
}

internal sealed record OpenTask(Guid Id, string StepCode, string Title, long Revision, bool ForApplicant, DateTimeOffset DueAt);
