using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Tests.Inbox.Acts;

/// <summary>
/// Cases of the flow a → x → z that stand in x, which differs by the kind of task: a plain one that its officer has claimed, one in the pool of a post,
/// one voice of a round of all (会签) or of a vote (票签), one of two parallel branches, one lent out (委派), and one with a substitute (代理).
/// </summary>
public sealed class ActWorld : IAsyncLifetime, IDisposable
{
    public const string Stranger = "luxian-fin-pay";

    public const string Applicant = "luxian-operator";

    public const string Clock = "registration.profit";

    private const string Principal = "luxian-health-approve";

    private int _begun;

    public ActWorld() : this(new ToyuFlowApp())
    {
    }

    internal ActWorld(ToyuFlowApp app) => App = app;

    public ToyuFlowApp App { get; }

    internal CaseDriver Cases { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cases = new CaseDriver(App);
        var post = App.Read(sql => sql.List(
            "select h.post_id from post_holder h join person p on p.id = h.person_id where p.user_name = 'luxian-samr-review'", row => row.GetGuid(0)))[0];
        await App.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id("luxian-samr-approve"), post, token));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => App.Dispose();

    /// <summary>A fresh case in step x, with the task of the one who is to act.</summary>
    internal async Task<ActSubject> BeginAsync(string kind, Act act)
    {
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        if (kind == "substituted")
        {
            await SubstituteAsync();
        }

        var caseId = await StartAsync(kind, act);
        await Cases.DecideAsync(caseId, "a", "luxian-samr-accept", "Agree");
        var (actor, other, head) = kind == "substituted"
            ? ("luxian-health-review", "luxian-health-accept", Principal)
            : ("luxian-samr-review", "luxian-samr-accept", "luxian-samr-approve");
        var mine = Tasks(caseId).First(t => t.StepCode == "x" && t.Status == WorkTaskStatus.Open && (t.AssigneeId is null || t.AssigneeId == Id(kind == "substituted" ? Principal : actor)));
        if (kind is "plain" or "parallel" or "delegated")
        {
            await RunAsync(actor, s => s.GetRequiredService<ClaimTask>().Claim(mine.Id));
        }

        if (kind == "delegated")
        {
            await RunAsync(actor, s => s.GetRequiredService<DelegateTask>().Run(mine.Id, TaskOf(mine.Id).Revision, Id(head), "示例请教"));
            (actor, head) = (head, actor);
        }

        return new ActSubject(this, caseId, mine.Id, kind, actor, other, head);
    }

    public Task RunAsync(string user, Action<IServiceProvider> act) => RunAsync(user, null, (services, _) =>
    {
        act(services);
        return Task.CompletedTask;
    });

    public Task RunAsync(string user, string? operation, Func<IServiceProvider, CancellationToken, Task> act) => App.Steps.RunAsync(App.ActorOf(user), operation, act, CancellationToken.None);

    public Guid Id(string user) => App.ActorOf(user).PersonId!.Value;

    internal TaskRow TaskOf(Guid id) => App.Read(sql => TaskAccess.Find(sql, ToyuFlowApp.Tenant, id))!;

    internal IReadOnlyList<TaskRow> Tasks(Guid caseId) => App.Read(sql => sql.List(
        "select id from work_task where case_id = @case order by created_at, sign_order, id", row => row.GetGuid(0), ("case", caseId)).ConvertAll(id => TaskAccess.Find(sql, ToyuFlowApp.Tenant, id)!));

    /// <summary>Appointed anew after a hand-over has ended it.</summary>
    private async Task SubstituteAsync()
    {
        if (App.Read(sql => sql.Scalar<long>("select count(*) from substitution where principal_id = @principal and ended_at is null", ("principal", Id(Principal)))) == 0)
        {
            var today = BeijingTime.DateOf(App.Clock.GetUtcNow());
            await RunAsync(Principal, s => s.GetRequiredService<AppointSubstitute>().Run(Id(Principal), new SubstituteInput(Id("luxian-health-review"), today, today.AddDays(300), [], "示例休假")));
        }
    }

    /// <summary>An application of an institution of its own, without papers; a running case stays on the version that it began with.</summary>
    private async Task<Guid> StartAsync(string kind, Act act)
    {
        await App.AsAsync<DefinitionLibrary>("luxian-system", (library, token) => library.PublishAsync(Definition(kind, act).ToJsonString(), token));
        return await App.Steps.RunAsync(App.ActorOf(Applicant), null, async (services, token) =>
        {
            var step = services.GetRequiredService<Step>();
            var institution = new Institution { Id = step.NewId(), Name = $"示例第{++_begun}托育园", TypeCode = "profit", CreatedAt = step.Now };
            services.GetRequiredService<ToyuDb>().AddRange(institution, new InstitutionOperator { Id = step.NewId(), InstitutionId = institution.Id, PersonId = step.Actor.PersonId!.Value });
            var form = SampleForms.Fill(services.GetRequiredService<PackCatalog>()[step.TenantId].Matter("registration"));
            form["type"] = institution.TypeCode;
            return (await services.GetRequiredService<Applications>().BeginAsync(institution, "registration", "示例登记", form, null, [], token)).Id;
        }, CancellationToken.None);
    }

    private static JsonObject Definition(string kind, Act act)
    {
        (string, JsonNode?)[] usual =
        [
            ("transferWithin", SigningFlow.Literal("unit")),
            ("limit", SigningFlow.Literal(Clock)),
            ("allowBatch", SigningFlow.Literal("true")),
            ("actions", SigningFlow.List("""
                [{"code":"Agree","label":"同意","tone":"primary"},{"code":"Refuse","label":"不同意","tone":"danger"},{"code":"Correct","label":"补正","effect":"correction","status":"Correcting"}]
                """)),
        ];
        JsonObject X(params (string, JsonNode?)[] more) => kind == "substituted" ? ActFlow.Step("x", "HEALTH", "approve", [.. usual, .. more]) : ActFlow.Step("x", "SAMR", "review", [.. usual, .. more]);
        if (act.NeedsTolerance && kind is not ("all" or "vote"))
        {
            usual = [.. usual, ("allowTolerance", SigningFlow.Literal("true"))];
        }

        (string, JsonNode?) signers = SigningFlow.People(("luxian-samr-review", 1, null), ("luxian-samr-approve", 1, null), ("luxian-housing-inspect", 1, null));
        var x = kind switch
        {
            "all" => X(SigningFlow.Mode("all"), signers),
            "vote" => X(SigningFlow.Mode("vote"), signers),
            _ => X(),
        };
        List<JsonNode> steps =
        [
            ActFlow.Automatic("clock", "ToyuFlow.Clock", ("operation", "start"), ("code", Clock), ("reason", "示例受理")),
            ActFlow.Step("a", "SAMR", "accept"), x, ActFlow.Step("z", "SAMR", "approve", ("withholdsOnGap", SigningFlow.Literal("true"))),
        ];
        List<string> lines = ["clock:Done->a", "a:Agree->x", "x:Agree->z", "x:Refuse->z", "x:Correct->z"];
        if (kind == "parallel")
        {
            steps.Add(ActFlow.Step("y", "HEALTH", "review"));
            lines.AddRange(["a:Agree->y", "y:Agree->z", "y:Refuse->z"]);
        }

        return ActFlow.Definition(steps, lines);
    }
}
