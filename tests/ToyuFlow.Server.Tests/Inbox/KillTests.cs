using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

/// <summary>The server process is killed again and again while officers decide as fast as they can.</summary>
public sealed class KillTests
{
    private const int Rounds = 5;
    private const int CasesInAll = 250;
    private const int Clients = 4;

    [Fact]
    public async Task A_completion_is_wholly_there_or_wholly_absent_after_a_kill_and_none_is_there_twice()
    {
        var directory = await PrepareAsync();
        var acknowledged = new ConcurrentDictionary<Guid, bool>();
        var kills = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(directory);
            using var client = await server.SignInAsync("luxian-samr-accept");
            var tasks = new ConcurrentQueue<(Guid Id, long Revision)>(Open(directory));
            if (tasks.IsEmpty)
            {
                break;
            }

            // Killed after so many answers, a different number each round, while the others are under way.
            var killAfter = 7 + (round * 11);
            var answers = 0;
            var enough = new TaskCompletionSource();
            var deciding = Enumerable.Range(0, Clients).Select(_ => DecideAsync(client, tasks, id =>
            {
                acknowledged[id] = true;
                if (Interlocked.Increment(ref answers) >= killAfter)
                {
                    enough.TrySetResult();
                }
            })).ToList();
            await Task.WhenAny(enough.Task, Task.WhenAll(deciding));
            await server.KillAsync();
            kills++;
            await Task.WhenAll(deciding);
            Check(directory, acknowledged.Keys);
        }

        Assert.Equal(Rounds, kills);
        Assert.True(acknowledged.Count > Rounds * 7);
    }

    private static async Task<string> PrepareAsync()
    {
        var directory = DemoData.Copy();
        using var app = new ToyuFlowApp(directory);
        var cases = new CaseDriver(app);
        var first = await cases.ApplyAsync("luxian-operator", "registration");
        await Task.WhenAll(Enumerable.Range(1, CasesInAll - 1).Select(_ => cases.RepeatAsync(first)));
        return directory;
    }

    private static async Task DecideAsync(HttpClient client, ConcurrentQueue<(Guid Id, long Revision)> tasks, Action<Guid> acknowledge)
    {
        while (tasks.TryDequeue(out var task))
        {
            try
            {
                using var answer = await client.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/complete", new { task.Revision, Action = "Accept" });
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
                acknowledge(task.Id);
            }
            catch (HttpRequestException)
            {
                // The server is gone: whether this one was kept is what the check finds out.
                return;
            }
        }
    }

    private static List<(Guid Id, long Revision)> Open(string directory) => Query(directory, sql => sql.List(
        "select id, revision from work_task where step_code = 'accept' and status = 'Open'", row => (row.GetGuid(0), row.GetInt64(1))));

    private static void Check(string directory, ICollection<Guid> acknowledged)
    {
        var done = Query(directory, sql => sql.List("select id, case_id from work_task where step_code = 'accept' and status = 'Done'", row => (Id: row.GetGuid(0), Case: row.GetGuid(1))));
        Assert.Empty(acknowledged.Except(done.Select(d => d.Id)));
        var counts = Query(directory, sql => sql.List(
            """
            select c.id, c.status,
                (select count(*) from work_task t where t.case_id = c.id and t.step_code = 'review'),
                (select count(*) from audit_entry a where a.case_id = c.id and a.action = 'task.completed'),
                (select count(*) from timeline_entry e where e.case_id = c.id and e.sentence like '%已受理%'),
                (select i.revision from workflow_instance i where i.id = c.instance_id),
                (select count(*) from journal_page j where j.instance_id = c.instance_id),
                (select count(*) from case_clock k where k.case_id = c.id and k.code like 'registration.%')
            from case_file c
            """,
            row => (Case: row.GetGuid(0), Line: $"{row.GetString(1)} {row.GetInt64(2)} {row.GetInt64(3)} {row.GetInt64(4)} {row.GetInt64(5)} {row.GetInt64(6)} {row.GetInt64(7)}")));
        var doneCases = done.Select(d => d.Case).ToHashSet();
        Assert.All(counts, c => Assert.Equal(doneCases.Contains(c.Case) ? "Accepted 1 1 1 2 2 1" : "Submitted 0 0 0 1 1 0", c.Line));
        Assert.Equal("ok", Query(directory, sql => sql.Scalar<string>("pragma integrity_check")));
    }

    private static T Query<T>(string directory, Func<Sql, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "toyuflow.db")};Pooling=False");
        connection.Open();
        using var sql = new Sql(connection, isPostgreSql: false);
        return read(sql);
    }
}
