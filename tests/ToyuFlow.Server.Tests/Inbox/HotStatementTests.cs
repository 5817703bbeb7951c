using Microsoft.Data.Sqlite;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

/// <summary>What an act asks of the tasks is answered from an index that names the one case or bookmark, not from all open tasks of the county.</summary>
public sealed class HotStatementTests(ToyuFlowApp app) : IClassFixture<ToyuFlowApp>
{
    [Theory]
    [InlineData("update work_task set status = 'Cancelled' where tenant_id = 'x' and bookmark_id = 'x' and status in ('Open', 'Waiting')", "bookmark_id=?")]
    [InlineData("delete from timer where tenant_id = 'x' and subject_id in (select id from work_task where tenant_id = 'x' and bookmark_id = 'x' and status in ('Open', 'Waiting'))", "bookmark_id=?")]
    [InlineData("select title from work_task where tenant_id = 'x' and case_id = 'x' and status = 'Open'", "case_id=?")]
    [InlineData("select count(*) from work_task where tenant_id = 'x' and case_id = 'x' and status = 'Done' and step_code = 'x' and (decided_by = 'x' or decided_for = 'x')", "case_id=?")]
    [InlineData("delete from timer where tenant_id = 'x' and subject_id = 'x'", "subject_id=?")]
    [InlineData("delete from bookmark where tenant_id = 'x' and id = 'x'", "id=?")]
    [InlineData("select * from work_task where tenant_id = 'x' and bookmark_id = 'x' and sign_kind is not null", "bookmark_id=?")]
    [InlineData("select id from work_task where tenant_id = 'x' and assignee_id = 'x' and closed_because is not null and decided_at < 1 order by decided_at desc, id desc limit 21", "decided_at<?")]
    [InlineData("select id from work_task where tenant_id = 'x' and instance_id = 'x' and activity_id = 'x' and status = 'Open' order by created_at, id", "instance_id=?")]
    [InlineData("select id, title from work_task where tenant_id = 'x' and instance_id = 'x' and id <> 'x'", "instance_id=?")]
    [InlineData("update work_task set superseded_because = 'x' where tenant_id = 'x' and instance_id = 'x' and status = 'Done' and decided_at >= 1", "instance_id=?")]
    public void A_statement_of_an_act_finds_its_rows_by_their_own_key(string statement, string key)
    {
        var plan = app.Read(sql =>
        {
            using var command = (SqliteCommand)sql.Connection.CreateCommand();
            command.CommandText = "explain query plan " + statement;
            using var reader = command.ExecuteReader();
            var lines = new List<string>();
            while (reader.Read())
            {
                lines.Add(reader.GetString(3));
            }

            return string.Join("; ", lines);
        });
        Assert.Contains(key, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
    }
}
