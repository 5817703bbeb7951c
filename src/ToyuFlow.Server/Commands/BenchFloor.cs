using System.Diagnostics;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>The floor: what one completion writes and one page reads, by prepared statements on one kept connection, nothing else around it.</summary>
public sealed class BenchFloor(DatabaseReader reader, BenchData data)
{
    private const string State = "{\"v\":1,\"bookmarks\":[{\"id\":\"0198b2d0-0000-7000-8000-000000000000\",\"kind\":\"HumanTask\",\"name\":\"decide\"}],\"variables\":{},\"instances\":[{\"id\":\"a\",\"activity\":\"root\"},{\"id\":\"b\",\"activity\":\"decide\"}]}";
    private static readonly string Journal = "[" + string.Join(",", Enumerable.Repeat("{\"sequence\":12,\"at\":\"2025-03-07T02:00:00+00:00\",\"activityId\":\"review\",\"nodeId\":\"Workflow1:root:review\",\"event\":\"Completed\"}", 4)) + "]";

    /// <summary>Completions a second.</summary>
    public double Complete(List<BenchTask> tasks)
    {
        var next = 0;
        return Time(tasks.Count, sql => CompleteOne(sql, tasks[next++]));
    }

    /// <summary>Starts a second.</summary>
    public double Start(int count) => Time(count, StartOne);

    public static int ReadInbox(DatabaseReader reader, InboxRequest request) => reader.Read(sql =>
    {
        var rows = sql.List(
            "select id, title, case_id, case_number, institution_name, step_code, assignee_id, created_at, due_at, revision from work_task where tenant_id = @tenant and status = 'Open' and assignee_id = @me order by due_at, id limit 21",
            row => (row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetInt64(8)), ("tenant", request.TenantId), ("me", request.PersonId));
        return rows.Count + (int)sql.Scalar<long>("select count(*) from work_task where tenant_id = @tenant and status = 'Open' and assignee_id = @me", ("tenant", request.TenantId), ("me", request.PersonId));
    });

    private double Time(int count, Action<Sql> one) => reader.Read(sql =>
    {
        if (!sql.IsPostgreSql)
        {
            SqlitePragmas.Apply(sql.Connection);
        }

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            using var transaction = sql.Connection.BeginTransaction();
            sql.Transaction = transaction;
            one(sql);
            transaction.Commit();
        }

        sql.Transaction = null;
        return count / clock.Elapsed.TotalSeconds;
    });

    private void CompleteOne(Sql sql, BenchTask open)
    {
        var task = sql.Single("select id, spec, revision from work_task where tenant_id = @t and id = @i",
            row => Tuple.Create(row.GetGuid(0), row.GetString(1), row.GetInt64(2)), ("t", data.Tenant), ("i", open.Id))!;
        var instance = sql.Single("select state, revision from workflow_instance where tenant_id = @t and id = @i", row => Tuple.Create(row.GetString(0), row.GetInt64(1)), ("t", data.Tenant), ("i", data.SomeInstance))!;
        sql.Execute("update work_task set status = 'Done', revision = revision + 1, action = 'Agree', action_label = '同意', opinion = '同意', answers = '{}', decided_by = @me, decided_by_name = '测量员', decided_at = @at where tenant_id = @t and id = @i and revision = @r",
            ("me", data.Reviewer.PersonId), ("at", 1L), ("t", data.Tenant), ("i", task.Item1), ("r", task.Item3));
        sql.Execute("delete from timer where tenant_id = @t and subject_id = @i", ("t", data.Tenant), ("i", task.Item1));
        sql.Execute("insert into timeline_entry (tenant_id, id, case_id, at, sentence, who, is_automatic, for_applicant) values (@t, @i, @c, 1, '示例测量单位：审核，同意', '测量员', @no, @no)",
            ("t", data.Tenant), ("i", Guid.CreateVersion7()), ("c", data.SomeCase), ("no", false));
        Audit(sql);
        sql.Execute("update workflow_instance set state = @s, revision = revision + 1, updated_at = 2 where tenant_id = @t and id = @i and revision = @r",
            ("s", State), ("t", data.Tenant), ("i", data.SomeInstance), ("r", instance.Item2));
        JournalAndBookmark(sql);
        sql.Execute("delete from bookmark where tenant_id = @t and id = (select id from bookmark where tenant_id = @t and instance_id = @i limit 1)", ("t", data.Tenant), ("i", data.SomeInstance));
        Task(sql, "decide");
        sql.Execute("insert into operation (tenant_id, operation_id, at, result) values (@t, @o, 1, '{}')", ("t", data.Tenant), ("o", Guid.NewGuid().ToString("N")));
    }

    private void StartOne(Sql sql)
    {
        sql.Execute("insert into case_file (tenant_id, id, number, matter_code, title, status, institution_id, form, revision, created_at) values (@t, @i, '托〔2025〕000001', 'floor', '测量', 'Submitted', @n, '{}', 1, 1)",
            ("t", data.Tenant), ("i", Guid.CreateVersion7()), ("n", data.Institution));
        sql.Execute("update number_series set last = last + 1 where tenant_id = @t and series = 'case'", ("t", data.Tenant));
        sql.Execute(
            """
            insert into workflow_instance (tenant_id, id, definition_version_id, definition_id, definition_version, name, status, sub_status, state, revision, open_incidents, created_at, updated_at)
            select tenant_id, @new, definition_version_id, definition_id, definition_version, name, status, sub_status, @s, 1, 0, 1, 1 from workflow_instance where tenant_id = @t and id = @i
            """,
            ("new", Guid.CreateVersion7()), ("s", State), ("t", data.Tenant), ("i", data.SomeInstance));
        JournalAndBookmark(sql);
        Task(sql, "floor");
        sql.Execute("update case_file set instance_id = @i where tenant_id = @t and id = @c", ("i", data.SomeInstance), ("t", data.Tenant), ("c", data.SomeCase));
    }

    private void Audit(Sql sql) => sql.Execute(
        "insert into audit_entry (tenant_id, id, at, person_id, who, is_automatic, action, subject_kind, subject_id, case_id, detail, operation_id) values (@t, @i, 1, @me, '测量员', @no, 'task.completed', 'task', 'x', @c, 'Agree', 'x')",
        ("t", data.Tenant), ("i", Guid.CreateVersion7()), ("me", data.Reviewer.PersonId), ("no", false), ("c", data.SomeCase));

    private void JournalAndBookmark(Sql sql)
    {
        sql.Execute("insert into journal_page (tenant_id, id, instance_id, revision, at, who, entries) values (@t, @i, @n, @r, 1, '测量员', @e)",
            ("t", data.Tenant), ("i", Guid.CreateVersion7()), ("n", data.SomeInstance), ("r", Random.Shared.NextInt64(1L << 20, 1L << 60)), ("e", Journal));
        sql.Execute("insert into bookmark (tenant_id, id, instance_id, kind, name, activity_id) values (@t, @i, @n, 'HumanTask', 'decide', 'decide')",
            ("t", data.Tenant), ("i", Guid.CreateVersion7()), ("n", data.SomeInstance));
    }

    private void Task(Sql sql, string step) => sql.Execute(
        """
        insert into work_task (tenant_id, id, case_id, instance_id, bookmark_id, activity_id, step_code, title, case_number, institution_id, institution_name,
            for_applicant, unit_id, post_id, assignee_id, status, created_at, due_at, revision, spec)
        values (@t, @i, @c, @n, @b, 'decide', @step, '决定', '托〔2025〕000001', @inst, '示例·测量托育园', @no, @unit, @post, null, 'Open', 1, 2, 1, @spec)
        """,
        ("t", data.Tenant), ("i", Guid.CreateVersion7()), ("c", data.SomeCase), ("n", data.SomeInstance), ("b", Guid.CreateVersion7()), ("step", step),
        ("inst", data.Institution), ("no", false), ("unit", data.Unit), ("post", data.Post), ("spec", "{\"instructions\":\"\",\"actions\":[{\"code\":\"Approve\",\"label\":\"通过\"}]}"));
}
