using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Commands;

/// <summary>The rows that the measurements work on: a two-step approval started as often as asked, and other people's tasks by the ten thousand.</summary>
public sealed class BenchData(PackCatalog packs, Steps steps, DatabaseReader reader)
{
    private const string Matter = "bench";

    private readonly string _tenant = packs.Packs.First().Id;
    private Guid _institution;
    private Guid _post;
    private Guid _unit;
    private int _others;

    public Actor Reviewer { get; private set; } = Actor.System("");

    /// <summary>Of the same post.</summary>
    public Guid Colleague { get; private set; }

    /// <summary>Of the unit; decides what officers may only ask for.</summary>
    public Actor Head { get; private set; } = Actor.System("");

    /// <summary>A limit in working days of the county's own.</summary>
    public string Clock => packs[_tenant].Deadlines.First(d => d is { Statutory.Unit: LimitUnit.WorkingDay }).Code;

    public string Tenant => _tenant;

    public Guid Post => _post;

    public Guid Unit => _unit;

    public Guid Institution => _institution;

    public Guid SomeCase { get; private set; }

    public Guid SomeInstance { get; private set; }

    public async Task FillAsync()
    {
        await steps.RunAsync(Actor.System(_tenant), null, async (services, token) =>
        {
            // The definition asks for a role by a name that stands for one of the county's own.
            var pack = packs[_tenant];
            var lead = pack.Units.First(u => u.Roles.Contains(pack.LeadRole));
            var definition = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Commands", "bench.json"), token);
            await services.GetRequiredService<DefinitionLibrary>().PublishAsync(definition.Replace("\"BENCH\"", $"\"{pack.LeadRole}\"", StringComparison.Ordinal), token);
            var staff = services.GetRequiredService<StaffRegister>();
            var db = services.GetRequiredService<ToyuDb>();
            var unit = await staff.EnsureUnitAsync(lead.Name, lead.Roles, token);
            var post = await staff.EnsurePostAsync(unit.Id, "review", "审核岗", token);
            var person = await staff.AddPersonAsync(new NewPerson("bench-reviewer", "测量员", "Bench-2025", ActorKind.Officer), token);
            await staff.GivePostAsync(person.Id, post.Id, token);
            Colleague = (await staff.AddPersonAsync(new NewPerson("bench-colleague", "测量同事", "Bench-2025", ActorKind.Officer), token)).Id;
            await staff.GivePostAsync(Colleague, post.Id, token);
            var head = await staff.AddPersonAsync(new NewPerson("bench-head", "测量负责人", "Bench-2025", ActorKind.Officer), token);
            await staff.GivePostAsync(head.Id, (await staff.EnsurePostAsync(unit.Id, "approve", "审批岗", token)).Id, token);
            var institution = new Institution { Id = Guid.NewGuid(), Name = "示例·测量托育园", TypeCode = "profit" };
            db.Add(institution);
            await db.SaveChangesAsync(token);
            (_institution, _post, _unit) = (institution.Id, post.Id, unit.Id);
            Reviewer = new Actor(person.Id, person.DisplayName, ActorKind.Officer, _tenant);
            Head = new Actor(head.Id, head.DisplayName, ActorKind.Officer, _tenant);
        }, CancellationToken.None);
        await StartAsync();
        (SomeCase, SomeInstance) = reader.Read(sql => sql.Single("select id, instance_id from case_file where matter_code = 'bench'", row => Tuple.Create(row.GetGuid(0), row.GetGuid(1)))!.ToValueTuple());
    }

    public Task StartAsync() => steps.RunAsync(Actor.System(_tenant), null, async (services, token) =>
    {
        var institution = await services.GetRequiredService<ToyuDb>().Set<Institution>().FirstAsync(i => i.Id == _institution, token);
        await services.GetRequiredService<Applications>().BeginAsync(institution, Matter, "测量", new Dictionary<string, string>(), null, new JsonObject { ["bench"] = true }, token);
    }, CancellationToken.None);

    /// <summary>The newest first: those that the floor wrote belong to no flow that runs.</summary>
    public List<BenchTask> OpenTasks(string step = "review") => reader.Read(sql => sql.List(
        "select id, revision, case_id from work_task where tenant_id = @tenant and post_id = @post and status = 'Open' and step_code = @step order by created_at desc, id desc",
        row => new BenchTask(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2)), ("tenant", _tenant), ("post", _post), ("step", step)));

    /// <summary>Of signers that the reviewer has asked and that have not answered.</summary>
    public List<BenchTask> AddedTasks(int count) => reader.Read(sql => sql.List(
        $"select id, revision, case_id from work_task where tenant_id = @tenant and sign_kind in ('Before', 'Beside') and status = 'Open' and added_by = @me order by created_at desc limit {count}",
        row => new BenchTask(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2)), ("tenant", _tenant), ("me", Reviewer.PersonId)));

    /// <summary>What the head is asked to decide about clocks; not tasks, but of the same shape.</summary>
    public List<BenchTask> AskedClocks() => reader.Read(sql => sql.List(
        "select id, 0, case_id from clock_change where tenant_id = @tenant and status = 'Asked' order by asked_at", row => new BenchTask(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2)), ("tenant", _tenant)));

    /// <summary>What the reviewer has decided lately.</summary>
    public List<BenchTask> DoneTasks(int count) => reader.Read(sql => sql.List(
        $"select id, revision, case_id from work_task where tenant_id = @tenant and post_id = @post and status = 'Done' and step_code = 'review' and decided_by = @me order by decided_at desc limit {count}",
        row => new BenchTask(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2)), ("tenant", _tenant), ("post", _post), ("me", Reviewer.PersonId)));

    /// <summary>Gives so many of the other people's tasks a reminder: some are due, the rest in a year.</summary>
    public void AddReminders(int total, int due) => steps.RunAsync(Actor.System(_tenant), null, (services, _) =>
    {
        var step = services.GetRequiredService<Step>();
        step.Sql.Execute("delete from timer where tenant_id = @tenant", ("tenant", _tenant));
        step.Sql.Execute(
            """
            insert into timer (tenant_id, id, kind, subject_id, due_at, payload, attempts)
            select tenant_id, id, @kind, id, @later, '{"offset":0}', 0 from work_task where tenant_id = @tenant and status = 'Open' and step_code = 'other' order by id limit @total
            """,
            ("kind", ReminderDays.Timer), ("later", step.Now.AddYears(1)), ("tenant", _tenant), ("total", total));
        step.Sql.Execute(
            "update timer set due_at = @due where tenant_id = @tenant and id in (select id from timer where tenant_id = @tenant order by id limit @count)",
            ("due", step.Now.AddMinutes(-1)), ("tenant", _tenant), ("count", due));
        return Task.CompletedTask;
    }, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Fills up to so many open tasks of other people; the first time also fifty of one person.</summary>
    public void AddOtherTasks(int total)
    {
        var from = _others;
        _others = total;
        steps.RunAsync(Actor.System(_tenant), null, (services, _) =>
        {
            var sql = services.GetRequiredService<Step>().Sql;
            if (from == 0)
            {
                Insert(sql, 50, () => Reviewer.PersonId!.Value);
            }

            Insert(sql, total - from, () => Colleague);
            return Task.CompletedTask;
        }, CancellationToken.None).GetAwaiter().GetResult();
    }

    public InboxRequest InboxOfFifty() => new(_tenant, Reviewer.PersonId!.Value, []);

    private void Insert(Sql sql, int count, Func<Guid> assignee)
    {
        for (var i = 0; i < count; i++)
        {
            sql.Execute(
                """
                insert into work_task (tenant_id, id, case_id, instance_id, bookmark_id, activity_id, step_code, title, case_number, institution_id, institution_name,
                    for_applicant, unit_id, post_id, assignee_id, status, created_at, due_at, revision, spec)
                values (@tenant, @id, @case, @instance, @bookmark, 'other', 'other', '测量任务', '托〔2025〕000001', @institution, '示例·测量托育园',
                    @no, @unit, @post, @assignee, 'Open', @at, @due, 1, '{}')
                """,
                ("tenant", _tenant), ("id", Guid.NewGuid()), ("case", SomeCase), ("instance", SomeInstance), ("bookmark", Guid.NewGuid()), ("institution", _institution),
                ("no", false), ("unit", _unit), ("post", _post), ("assignee", assignee()), ("at", i), ("due", 1_800_000_000_000 + (i % 1000 * 86_400_000L)));
        }
    }
}
