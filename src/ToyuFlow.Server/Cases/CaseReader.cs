using System.Text.Json;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Cases;

/// <summary>Reads a case and what belongs to it. Whether the person may see it is asked of <see cref="CaseAccess"/> first, here and nowhere else.</summary>
public sealed class CaseReader(CaseAccess access)
{
    private const string FactColumns =
        "c.id, c.number, c.matter_code, c.title, c.status, c.institution_id, i.name, c.parent_case_id, c.instance_id, c.form, c.created_at, c.submitted_at, c.closed_at";

    /// <summary>Null when it is not there or not theirs to see: nobody learns which.</summary>
    public CaseFacts? Find(Sql sql, Guid caseId) => sql.Single(
        $"select {FactColumns} from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id where {access.Condition} and c.id = @case",
        row => new CaseFacts(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Named<CaseStatus>(4), row.GetGuid(5), row.GetString(6), row.GuidOrNull(7),
            row.GuidOrNull(8), row.GetString(9), row.Instant(10), row.InstantOrNull(11), row.InstantOrNull(12)),
        [.. access.Values, ("case", caseId)]);

    public IReadOnlyList<CaseLine> Children(Sql sql, Guid caseId) => sql.List(
        $"{LineSelect} where {access.Condition} and c.parent_case_id = @case order by c.created_at, c.id", Line, [.. access.Values, ("case", caseId)]);

    public CaseLine? Line(Sql sql, Guid caseId) => sql.Single($"{LineSelect} where {access.Condition} and c.id = @case", Line, [.. access.Values, ("case", caseId)]);

    public CasePaper? Paper(Sql sql, Guid materialId)
    {
        var paper = sql.Single($"{PaperSelect} where m.tenant_id = @tenant and m.id = @id", ReadPaper, [access.Values[0], ("id", materialId)]);
        return paper is not null && access.MaySee(sql, paper.CaseId) ? paper : null;
    }

    public IReadOnlyList<CasePaper> Papers(Sql sql, Guid caseId) => sql.List(
        $"{PaperSelect} where m.tenant_id = @tenant and m.case_id = @case order by m.is_superseded, m.uploaded_at, m.id", ReadPaper, [access.Values[0], ("case", caseId)]);

    public IReadOnlyList<TimelineEntry> History(Sql sql, Guid caseId) => sql.List(
        "select id, at, sentence, who, is_automatic, for_applicant, opinion from timeline_entry where tenant_id = @tenant and case_id = @case order by at, id",
        row => new TimelineEntry
        {
            Id = row.GetGuid(0),
            CaseId = caseId,
            At = row.Instant(1),
            Sentence = row.GetString(2),
            Who = row.GetString(3),
            IsAutomatic = row.GetBoolean(4),
            ForApplicant = row.GetBoolean(5),
            Opinion = row.TextOrNull(6),
        },
        [access.Values[0], ("case", caseId)]);

    /// <summary>The tasks lie in the inbox's table; a case page shows them all the same, so they are read by their columns.</summary>
    public IReadOnlyList<CaseTask> Tasks(Sql sql, Guid caseId) => sql.List(
        $"""
        select t.id, t.activity_id, t.title, t.for_applicant, t.status, t.created_at, t.due_at, t.promised_due_at, coalesce(u.name, ''), coalesce(p.name, ''), a.display_name,
            t.action_label, t.opinion, t.decided_by_name, t.decided_at, t.closed_because, t.vote, t.sign_kind, t.is_automatic, t.superseded_because,
            {CaseHold.OfTask}
        from work_task t
        left join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
        left join post p on p.tenant_id = t.tenant_id and p.id = t.post_id
        left join person a on a.id = t.assignee_id
        where t.tenant_id = @tenant and t.case_id = @case order by t.created_at, t.id
        """,
        row => new CaseTask(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetString(4), row.Instant(5), row.Instant(6), row.InstantOrNull(7))
        {
            Unit = row.GetString(8),
            Post = row.GetString(9),
            Assignee = row.TextOrNull(10),
            ActionLabel = row.TextOrNull(11),
            Opinion = row.TextOrNull(12),
            DecidedByName = row.TextOrNull(13),
            DecidedAt = row.InstantOrNull(14),
            ClosedBecause = row.TextOrNull(15),
            Vote = row.TextOrNull(16),
            SignKind = row.TextOrNull(17),
            IsAutomatic = row.GetBoolean(18),
            SupersededBecause = row.TextOrNull(19),
            IsHeld = row.GetBoolean(20),
        },
        [access.Values[0], ("case", caseId)]);

    /// <summary>What the applicant has promised to hand in and has not (容缺受理); lies in the inbox's tables like the tasks.</summary>
    public PapersOwed? Owed(Sql sql, Guid caseId) => sql.Single(
        """
        select p.id, p.due_at from tolerance_promise p where p.tenant_id = @tenant and p.case_id = @case and p.state = 'Open'
            and exists (select 1 from tolerance_gap g where g.tenant_id = p.tenant_id and g.promise_id = p.id and g.state = 'Missing')
        """,
        row => new PapersOwed(row.GetGuid(0), row.Instant(1)), [access.Values[0], ("case", caseId)]);

    public IReadOnlyList<CaseNotice> Notices(Sql sql, Guid caseId) => sql.List(
        "select id, number, opinion, items, served_at, served_by, answered_at from correction_notice where tenant_id = @tenant and case_id = @case order by served_at, id",
        row => new CaseNotice(
            row.GetGuid(0), row.GetString(1), row.GetString(2), JsonSerializer.Deserialize<List<CorrectionItem>>(row.GetString(3), JournalJson.Options) ?? [], row.Instant(4), row.GetString(5), row.InstantOrNull(6)),
        [access.Values[0], ("case", caseId)]);

    private const string LineSelect =
        "select c.id, c.number, c.title, c.matter_code, c.status, i.name, c.created_at, c.submitted_at, c.closed_at from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id";

    private static CaseLine Line(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Named<CaseStatus>(4), row.GetString(5), row.Instant(6), row.InstantOrNull(7), row.InstantOrNull(8));

    private const string PaperSelect = "select m.id, m.case_id, m.code, m.file_name, m.content_type, m.size, m.hash, m.uploaded_at, m.uploaded_by, m.is_superseded from case_material m";

    private static CasePaper ReadPaper(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetString(6), row.Instant(7), row.GetString(8), row.GetBoolean(9));
}
