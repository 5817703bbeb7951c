using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Templates;

/// <summary>Puts an event into words of the county, or back into the built-in ones. Runs inside a step.</summary>
public sealed class WriteTemplate(Step step, AuditTrail audit, IEnumerable<NoticeEvent> events)
{
    private const int LongestSubject = 200;
    private const int LongestBody = 2000;

    /// <summary>What is wrong with the words, by field, with line and reason.</summary>
    public static IEnumerable<FieldError> Problems(TemplateKey key, NoticeEvent known, NoticeWords words)
    {
        foreach (var (field, name, text, most) in new[] { ("subject", "标题", words.Subject, LongestSubject), ("body", "正文", words.Body, LongestBody) })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > most)
            {
                yield return new FieldError(field, $"请填写{name}，最多 {most} 字。");
            }
            else if (field == "subject" && text.Contains('\n', StringComparison.Ordinal))
            {
                yield return new FieldError(field, "标题只能写一行。");
            }
            else if (TemplateText.Fault(text, known.Values) is { } fault)
            {
                yield return new FieldError(field, $"模板“{known.Name}（{Languages.Words(key.Language)}）”{name}第 {fault.Line} 行：{fault.Reason}");
            }
        }
    }

    public void Save(TemplateKey key, NoticeWords words, int revision)
    {
        var known = Find(key);
        if (Problems(key, known, words).ToList() is { Count: > 0 } problems)
        {
            throw new InvalidInputException(problems);
        }

        var rows = revision == 0
            ? step.Sql.Execute(
                """
                insert into notice_template (tenant_id, id, event, step_key, language, subject, body, revision, changed_at, changed_by)
                values (@tenant, @id, @event, @step, @language, @subject, @body, 1, @now, @who) on conflict (tenant_id, event, step_key, language) do nothing
                """,
                ("tenant", step.TenantId), ("id", step.NewId()), ("event", key.Event), ("step", key.Step), ("language", key.Language), ("subject", words.Subject), ("body", words.Body),
                ("now", step.Now), ("who", step.Actor.Name))
            : step.Sql.Execute(
                """
                update notice_template set subject = @subject, body = @body, revision = revision + 1, changed_at = @now, changed_by = @who
                where tenant_id = @tenant and event = @event and step_key = @step and language = @language and revision = @revision
                """,
                ("subject", words.Subject), ("body", words.Body), ("now", step.Now), ("who", step.Actor.Name), ("tenant", step.TenantId), ("event", key.Event), ("step", key.Step),
                ("language", key.Language), ("revision", revision));
        if (rows != 1)
        {
            throw new ConflictException("您打开页面之后别人改了这个模板，请刷新后再改；您写的没有保存。");
        }

        audit.Record("template.saved", "template", key.ToString(), detail: $"第 {revision + 1} 版：{words.Subject}｜{words.Body}");
    }

    public void Reset(TemplateKey key)
    {
        Find(key);
        var rows = step.Sql.Execute(
            "delete from notice_template where tenant_id = @tenant and event = @event and step_key = @step and language = @language",
            ("tenant", step.TenantId), ("event", key.Event), ("step", key.Step), ("language", key.Language));
        if (rows > 0)
        {
            audit.Record("template.reset", "template", key.ToString());
        }
    }

    private NoticeEvent Find(TemplateKey key)
    {
        var known = events.FirstOrDefault(e => e.Code == key.Event) ?? throw new MissingException();
        return Languages.All.Contains(key.Language) && (key.Step.Length == 0 || (known.IsOfTask && key.Step.Contains('/', StringComparison.Ordinal))) ? known : throw new MissingException();
    }
}

/// <param name="Step">"matter/step"; empty for every step.</param>
public sealed record TemplateKey(string Event, string Step, string Language)
{
    public override string ToString() => $"{Event} {Language} {Step}".TrimEnd();
}
