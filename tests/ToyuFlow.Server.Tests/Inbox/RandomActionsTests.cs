using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;
using ToyuFlow.Server.Workflows;
using Xunit.Abstractions;

namespace ToyuFlow.Server.Tests.Inbox;

/// <summary>
/// Random people do random things with random tasks of a flow with a post, two parallel branches, a round of all and a vote. Whatever is accepted, no
/// task is lost, nobody decides twice, no timer of a closed task is left, and the case can always be brought to its end.
/// </summary>
public sealed class RandomActionsTests(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 250;
    private const int ActsEach = 14;

    private static readonly string[] Officers =
        ["luxian-samr-accept", "luxian-samr-review", "luxian-samr-approve", "luxian-health-accept", "luxian-health-review", "luxian-health-approve", "luxian-housing-inspect"];

    private readonly ToyuFlowApp _app = new();
    private readonly Dictionary<string, int> _done = [];

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task After_any_sequence_of_acts_nothing_is_lost_and_the_case_can_be_ended()
    {
        var first = await BeginFirstAsync();
        for (var seed = 1; seed <= Sequences; seed++)
        {
            var (random, caseId) = (new Random(seed), await new CaseDriver(_app).RepeatAsync(first));
            for (var i = 0; i < ActsEach; i++)
            {
                _app.Clock.Advance(TimeSpan.FromMinutes(1));
                var act = await TryAsync(caseId, random);
                if (act is not null)
                {
                    _done[act] = _done.GetValueOrDefault(act) + 1;
                    Check(caseId, $"seed {seed}, act {i} ({act})");
                }
            }

            await EndAsync(caseId, seed);
        }

        output.WriteLine(string.Join(", ", _done.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key} {d.Value}")));
        Assert.True(_done.Count >= 11, $"Only these acts were ever accepted: {string.Join(", ", _done.Keys)}");
    }

    /// <summary>Returns what was done; null when it was refused, as most of what strangers try is.</summary>
    private async Task<string?> TryAsync(Guid caseId, Random random)
    {
        var tasks = Tasks(caseId, onlyOpen: random.Next(4) > 0);
        if (tasks.Count == 0)
        {
            return null;
        }

        var task = tasks[random.Next(tasks.Count)];
        var who = random.Next(5) > 0 && Likely(task, random) is { } likely ? likely : Officers[random.Next(Officers.Length)];
        var other = _app.ActorOf(Officers[random.Next(Officers.Length)]).PersonId!.Value;
        var acts = Acts(task, other, random);
        var (name, act) = acts[random.Next(acts.Count)];
        try
        {
            await _app.Steps.RunAsync(_app.ActorOf(who), null, act, CancellationToken.None);
            return name;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static List<(string Name, Func<IServiceProvider, CancellationToken, Task> Act)> Acts(TaskRow task, Guid other, Random random)
    {
        var (method, target) = ((SignMode)random.Next(1, 4), new[] { "a", "b", "c" }[random.Next(3)]);
        Task Decide(IServiceProvider s, string action, CancellationToken token) => s.GetRequiredService<CompleteTask>().RunAsync(new TaskInput(task.Id, task.Revision, action, "示例意见"), token);
        Task Add(IServiceProvider s, SignKind kind, CancellationToken token) =>
            s.GetRequiredService<AddSigners>().RunAsync(new SignersToAdd(task.Id, task.Revision, kind, [other], "示例加签") { Method = method }, token);
        Task Do(Action act)
        {
            act();
            return Task.CompletedTask;
        }

        return
        [
            ("agree", (s, token) => Decide(s, "Agree", token)),
            ("agree", (s, token) => Decide(s, "Agree", token)),
            ("refuse", (s, token) => Decide(s, "Refuse", token)),
            ("claim", (s, _) => Do(() => s.GetRequiredService<ClaimTask>().Claim(task.Id))),
            ("release", (s, _) => Do(() => s.GetRequiredService<ClaimTask>().Release(task.Id))),
            ("transfer", (s, _) => Do(() => s.GetRequiredService<TransferTask>().Run(task.Id, task.Revision, other, "示例转办"))),
            ("delegate", (s, _) => Do(() => s.GetRequiredService<DelegateTask>().Run(task.Id, task.Revision, other, "示例委派"))),
            ("advise", (s, _) => Do(() => s.GetRequiredService<DelegateTask>().GiveOpinion(task.Id, task.Revision, "示例意见"))),
            ("recall", (s, _) => Do(() => s.GetRequiredService<DelegateTask>().Recall(task.Id, task.Revision))),
            ("add-before", (s, token) => Add(s, SignKind.Before, token)),
            ("add-after", (s, token) => Add(s, SignKind.After, token)),
            ("add-beside", (s, token) => Add(s, SignKind.Beside, token)),
            ("remove", (s, token) => s.GetRequiredService<RemoveSigner>().RunAsync(task.Id, task.Revision, "示例减签", token)),
            ("return", (s, token) => s.GetRequiredService<ReturnTask>().RunAsync(task.Id, new ReturnOrder(task.Revision, target, "示例退回", random.Next(2) == 0, random.Next(2) == 0), token)),
            ("take-back", (s, token) => s.GetRequiredService<TakeBackTask>().RunAsync(task.Id, task.Revision, token)),
        ];
    }

    private void Check(Guid caseId, string when) => _app.Read(sql =>
    {
        long Count(string query) => sql.Scalar<long>(query, ("case", caseId), ("none", WorkTask.NoLimit));
        Assert.True(LostCases.Run(sql, ToyuFlowApp.Tenant).All(l => l.CaseId != caseId), $"{when}: {string.Join("; ", LostCases.Run(sql, ToyuFlowApp.Tenant).Where(l => l.CaseId == caseId))}");
        Assert.True(Count("select count(*) from incident where case_id = @case") == 0, $"{when}: incident {string.Join("; ", sql.List("select message from incident where case_id = @case", row => row.GetString(0), ("case", caseId)))}");
        Assert.True(
            Count("select count(*) from (select 1 from work_task where case_id = @case and status = 'Done' and vote is not null group by bookmark_id, coalesce(decided_for, decided_by) having count(*) > 1) twice") == 0,
            $"{when}: somebody has two voices in a round");
        Assert.True(Count("select count(*) from timer t join work_task w on w.id = t.subject_id where w.case_id = @case and w.status in ('Done', 'Cancelled')") == 0, $"{when}: a closed task has timers");
        Assert.True(
            Count("select count(*) from work_task w where w.case_id = @case and w.status in ('Open', 'Waiting') and not exists (select 1 from bookmark b where b.id = w.bookmark_id)") == 0,
            $"{when}: a task is open that no step waits for");
        Assert.True(Count("select count(*) from work_task where case_id = @case and status = 'Open' and due_at >= @none") == 0, $"{when}: a task has lost its limit");
        return true;
    });

    /// <summary>Everybody agrees to what lies before them until nothing is open.</summary>
    private async Task EndAsync(Guid caseId, int seed)
    {
        for (var i = 0; i < 100; i++)
        {
            var open = Tasks(caseId, onlyOpen: true);
            if (open.Count == 0)
            {
                Assert.Equal("Approved", new CaseDriver(_app).Status(caseId));
                return;
            }

            var moved = false;
            foreach (var task in open)
            {
                moved |= await AgreeAsync(task);
            }

            Assert.True(moved, $"seed {seed}: nobody can go on with {string.Join("; ", open.Select(t => $"{t.StepCode} {t.Title} owner {t.OwnerId} assignee {t.AssigneeId}"))}");
        }

        Assert.Fail($"seed {seed}: the case does not end");
    }

    private async Task<bool> AgreeAsync(TaskRow task)
    {
        foreach (var who in new[] { Likely(task) }.OfType<string>().Concat(Officers))
        {
            try
            {
                await _app.Steps.RunAsync(_app.ActorOf(who), null, async (services, token) =>
                {
                    if (task.OwnerId is not null)
                    {
                        services.GetRequiredService<DelegateTask>().GiveOpinion(task.Id, task.Revision, "示例意见");
                        return;
                    }

                    await services.GetRequiredService<CompleteTask>().RunAsync(new TaskInput(task.Id, task.Revision, "Agree", "示例同意"), token);
                }, CancellationToken.None);
                return true;
            }
            catch (RefusedException)
            {
                continue;
            }
        }

        return false;
    }

    /// <summary>Whoever decided it, lent it out, has it or could claim it.</summary>
    private string? Likely(TaskRow task, Random? random = null) => _app.Read(sql =>
    {
        List<string> people = sql.List(
            """
            select p.user_name from work_task t join person p on p.id in (t.assignee_id, t.owner_id, t.decided_by, t.added_by)
            where t.id = @task union
            select p.user_name from post_holder h join person p on p.id = h.person_id where h.post_id = @post and @open = 1
            """,
            row => row.GetString(0), ("task", task.Id), ("post", task.PostId), ("open", task is { AssigneeId: null, Status: WorkTaskStatus.Open } ? 1 : 0));
        return people.Count == 0 ? null : people[random?.Next(people.Count) ?? 0];
    });

    private List<TaskRow> Tasks(Guid caseId, bool onlyOpen) => _app.Read(sql => sql.List(
        $"select id from work_task where case_id = @case {(onlyOpen ? "and status = 'Open'" : "")} order by created_at, id", row => row.GetGuid(0), ("case", caseId))
        .Select(id => TaskAccess.Find(sql, ToyuFlowApp.Tenant, id)!).ToList());

    private async Task<Guid> BeginFirstAsync()
    {
        await _app.AsAsync<DefinitionLibrary>("luxian-system", (library, token) => library.PublishAsync(Definition().ToJsonString(), token));
        return await new CaseDriver(_app).ApplyAsync("luxian-operator", "registration");
    }

    private static JsonObject Definition()
    {
        var status = new JsonObject { ["id"] = "approved", ["type"] = "ToyuFlow.CaseStatus", ["version"] = 1, ["status"] = SigningFlow.Literal("Approved") };
        JsonNode[] steps = [Step("a"), Step("b", SigningFlow.Mode("all"), Signers(0, 3, 6)), Step("c"), Step("d", SigningFlow.Mode("vote"), Signers(1, 4, 5)), status];
        string[] lines = ["a:Agree->b", "a:Refuse->b", "a:Agree->c", "a:Refuse->c", "b:Agree->d", "b:Refuse->d", "c:Agree->d", "c:Refuse->d", "d:Agree->approved", "d:Refuse->approved"];
        return new JsonObject
        {
            ["id"] = "random-acts",
            ["definitionId"] = "registration",
            ["name"] = "示例随机流程",
            ["version"] = 1,
            ["root"] = new JsonObject
            {
                ["id"] = "root",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["activities"] = new JsonArray(steps),
                ["connections"] = new JsonArray([.. lines.Select(Line)]),
            },
        };
    }

    private static (string Name, JsonNode? Value) Signers(params int[] officers) => SigningFlow.People([.. officers.Select(o => (Officers[o], 1L, (string?)null))]);

    private static JsonObject Step(string id, params (string Name, JsonNode? Value)[] settings)
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["type"] = ApprovalTaskActivity.TypeName,
            ["version"] = 1,
            ["title"] = SigningFlow.Literal($"示例环节 {id}"),
            ["stepCode"] = SigningFlow.Literal(id),
            ["role"] = SigningFlow.Literal(id == "c" ? "HEALTH" : "SAMR"),
            ["post"] = SigningFlow.Literal("review"),
            ["limit"] = SigningFlow.Literal("5 wd"),
            ["actions"] = SigningFlow.List("""[{"code":"Agree","label":"同意","tone":"primary"},{"code":"Refuse","label":"不同意","tone":"danger"}]"""),
        };
        foreach (var (name, value) in settings)
        {
            step[name] = value;
        }

        return step;
    }

    private static JsonNode Line(string line)
    {
        var (from, to) = (line.Split("->")[0].Split(':'), line.Split("->")[1]);
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = from[0], ["port"] = from[1] },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        };
    }
}
