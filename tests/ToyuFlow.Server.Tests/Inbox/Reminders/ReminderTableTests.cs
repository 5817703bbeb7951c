using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Reminders;

/// <summary>Reminders follow the work: what each act on a task does to its reminder. Afterwards every open task of the case has exactly one, and no other task has any.</summary>
public sealed class ReminderTableTests : IAsyncLifetime, IDisposable
{
    private const string Officer = "luxian-samr-review";
    private const string Colleague = "luxian-samr-approve";
    private const string Elsewhere = "luxian-housing-inspect";

    private readonly ToyuFlowApp _app = new();
    private readonly Dictionary<string, Func<Task>> _acts;
    private CaseDriver _cases = null!;
    private Guid _case;
    private OpenTask _task = null!;

    public ReminderTableTests() => _acts = new Dictionary<string, Func<Task>>
    {
        ["claim"] = () => ActAsync<ClaimTask>(Officer, claim => claim.Claim(_task.Id)),
        ["claim and release"] = async () =>
        {
            await ActAsync<ClaimTask>(Officer, claim => claim.Claim(_task.Id));
            await ActAsync<ClaimTask>(Officer, claim => claim.Release(_task.Id));
        },
        ["transfer"] = async () =>
        {
            var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @id", row => row.GetGuid(0), ("id", Id(Officer))))[0];
            await _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id(Colleague), post, token));
            await ActAsync<TransferTask>(Officer, transfer => transfer.Run(_task.Id, Revision, Id(Colleague), "示例：分工调整"));
        },
        ["hand over"] = async () =>
        {
            await _acts!["transfer"]();
            await ActAsync<HandOverTasks>("luxian-system", handOver => handOver.Run(Id(Colleague), Id(Officer), "示例：离职"));
        },
        ["delegate"] = () => ActAsync<DelegateTask>(Officer, d => d.Run(_task.Id, Revision, Id(Colleague), "示例：请看场地")),
        ["delegate and opinion"] = async () =>
        {
            await _acts!["delegate"]();
            await ActAsync<DelegateTask>(Colleague, d => d.GiveOpinion(_task.Id, Revision, "示例：场地可用"));
        },
        ["delegate and recall"] = async () =>
        {
            await _acts!["delegate"]();
            await ActAsync<DelegateTask>(Officer, d => d.Recall(_task.Id, Revision));
        },
        ["urge"] = () => ActAsync<UrgeCase>("luxian-operator", urge => urge.Run(_case, "")),
        ["copy"] = () => ActAsync<CopyCase>(Officer, copy => copy.Run(_task.Id, Revision, [Id(Colleague)], "")),
        ["add before"] = () => AddAsync(SignKind.Before),
        ["add before and agree"] = async () =>
        {
            await AddAsync(SignKind.Before);
            await SignAsync(Elsewhere);
        },
        ["add after"] = () => AddAsync(SignKind.After),
        ["add beside"] = () => AddAsync(SignKind.Beside),
        ["add and remove"] = async () =>
        {
            await AddAsync(SignKind.Before);
            var added = TaskOf(Elsewhere);
            await _app.AsAsync<RemoveSigner>(Officer, (remove, token) => remove.RunAsync(added.Id, added.Revision, "示例减签", token));
        },
        ["complete"] = () => _cases.DecideAsync(_case, "review", Officer, "Agree"),
        ["take back"] = async () =>
        {
            await _acts!["complete"]();
            await _app.AsAsync<TakeBackTask>(Officer, (back, token) => back.RunAsync(_task.Id, Revision, token));
        },
        ["return"] = async () =>
        {
            await _acts!["complete"]();
            var next = _cases.OpenTasks(_case)[0];
            await _app.AsAsync<ReturnTask>(Colleague, (back, token) => back.RunAsync(next.Id, new ReturnOrder(next.Revision, "review", "示例：地址写错", false, false), token));
        },
        ["pause"] = () => ChangeAsync(ClockChangeKind.Pause),
        ["pause and resume"] = async () =>
        {
            await ChangeAsync(ClockChangeKind.Pause);
            await _app.AsAsync<ChangeClock>(Officer, (change, token) => change.EndPauseAsync(LastChange(), token));
        },
        ["extend"] = () => ChangeAsync(ClockChangeKind.Extend),
    };

    public async Task InitializeAsync()
    {
        _cases = new CaseDriver(_app);
        _case = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(_case, "accept", "luxian-samr-accept", "Accept");
        _task = _cases.OpenTasks(_case).Single(t => t.StepCode == "review");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("claim", "stays")]
    [InlineData("claim and release", "stays")]
    [InlineData("transfer", "stays")]
    [InlineData("hand over", "stays")]
    [InlineData("delegate", "stays")]
    [InlineData("delegate and opinion", "stays")]
    [InlineData("delegate and recall", "stays")]
    [InlineData("urge", "stays")]
    [InlineData("copy", "stays")]
    [InlineData("add before", "goes")]
    [InlineData("add before and agree", "stays")]
    [InlineData("add after", "stays")]
    [InlineData("add beside", "stays")]
    [InlineData("add and remove", "stays")]
    [InlineData("complete", "goes")]
    [InlineData("take back", "goes")]
    [InlineData("return", "goes")]
    [InlineData("pause", "moves")]
    [InlineData("pause and resume", "stays")]
    [InlineData("extend", "moves")]
    public async Task After_the_act_the_reminder_of_the_task(string act, string what)
    {
        var before = Assert.Single(Reminders(_task.Id));
        await _acts[act]();
        var after = Reminders(_task.Id);
        Assert.Equal(what, after switch { [] => "goes", [var at] when at == before => "stays", [var at] when at > before => "moves", _ => $"{after.Count} reminders" });
        Assert.Equal(_cases.OpenTasks(_case).Select(t => (t.Id, 1L)).Order(), Watched().Order());
    }

    private List<DateTimeOffset> Reminders(Guid task) => _app.Read(sql => sql.List(
        "select due_at from timer where subject_id = @task and kind = @kind", row => row.Instant(0), ("task", task), ("kind", ReminderDays.Timer)));

    /// <summary>The tasks of the case that have reminders, and how many.</summary>
    private List<(Guid Id, long Reminders)> Watched() => _app.Read(sql => sql.List(
        "select w.id, count(*) from timer t join work_task w on w.id = t.subject_id where w.case_id = @case and t.kind = @kind group by w.id",
        row => (row.GetGuid(0), row.GetInt64(1)), ("case", _case), ("kind", ReminderDays.Timer)));

    private long Revision => RevisionOf(_task.Id);

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private Task ActAsync<T>(string userName, Action<T> act) where T : notnull => _app.AsAsync<T>(userName, (useCase, _) =>
    {
        act(useCase);
        return Task.CompletedTask;
    });

    private Task<int> AddAsync(SignKind kind) => _app.AsAsync<AddSigners, int>(
        Officer, (add, token) => add.RunAsync(new SignersToAdd(_task.Id, Revision, kind, [Id(Elsewhere)], "示例加签") { Method = SignMode.All }, token));

    private Task<TaskOutcome> SignAsync(string userName)
    {
        var task = TaskOf(userName);
        return _app.AsAsync<CompleteTask, TaskOutcome>(userName, (complete, token) => complete.RunAsync(_cases.Input(task, "Agree", "示例意见"), token));
    }

    private OpenTask TaskOf(string userName) => _cases.OpenTasks(_case).Single(t => _app.Read(sql => TaskAccess.Find(sql, ToyuFlowApp.Tenant, t.Id))!.AssigneeId == Id(userName));

    private long RevisionOf(Guid task) => _app.Read(sql => sql.Scalar<long>("select revision from work_task where id = @id", ("id", task)));

    private async Task ChangeAsync(ClockChangeKind kind)
    {
        var clock = _app.Read(sql => sql.Scalar<string>("select code from case_clock where case_id = @case and stopped_at is null", ("case", _case)))!;
        await _app.AsAsync<ChangeClock>(Officer, (change, token) => change.AskAsync(new ClockChangeOrder(_case, clock, kind, 3, "鉴定", "", "示例理由：等待鉴定结论"), token));
        await _app.AsAsync<ChangeClock>(Colleague, (change, token) => change.DecideAsync(LastChange(), true, "", token));
    }

    private Guid LastChange() => _app.Read(sql => sql.List("select id from clock_change order by asked_at desc limit 1", row => row.GetGuid(0)))[0];
}
