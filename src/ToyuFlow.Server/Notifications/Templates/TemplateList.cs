using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Templates;

/// <summary>What a county has put into words of its own.</summary>
public sealed class TemplateList(DatabaseReader reader)
{
    public IReadOnlyList<WrittenTemplate> Read(string tenantId) => reader.Read(sql => sql.List(
        "select event, step_key, language, subject, body, revision, changed_at, changed_by from notice_template where tenant_id = @tenant order by event, step_key, language",
        row => new WrittenTemplate(
            new TemplateKey(row.GetString(0), row.GetString(1), row.GetString(2)), new NoticeWords(row.GetString(3), row.GetString(4)), row.GetInt32(5), row.Instant(6), row.GetString(7)),
        ("tenant", tenantId)));

    /// <summary>The steps that have had tasks, as "matter/step" with their names.</summary>
    public IReadOnlyList<(string Key, string Name)> Steps(string tenantId) => reader.Read(sql => sql.List(
        """
        select c.matter_code, t.step_code, min(t.title), min(c.title) from work_task t join case_file c on c.tenant_id = t.tenant_id and c.id = t.case_id
        where t.tenant_id = @tenant and t.step_code <> '' group by c.matter_code, t.step_code order by c.matter_code, t.step_code
        """,
        row => ($"{row.GetString(0)}/{row.GetString(1)}", $"{row.GetString(0)}/{row.GetString(1)} {row.GetString(2)}"), ("tenant", tenantId)));
}

public sealed record WrittenTemplate(TemplateKey Key, NoticeWords Words, int Revision, DateTimeOffset ChangedAt, string ChangedBy);
