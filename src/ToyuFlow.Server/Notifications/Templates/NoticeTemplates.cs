using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Templates;

/// <summary>The words of an announcement: those that the county has written for its step, else for the event, else the built-in ones. Runs inside a step.</summary>
public sealed class NoticeTemplates(Step step)
{
    private readonly Dictionary<string, List<CountyWords>> _read = [];

    public NoticeWords Say(Announcement said, string language, Guid? caseId)
    {
        var words = Of(said, language, caseId);
        return new NoticeWords(TemplateText.Fill(words.Subject, said.Values), TemplateText.Fill(words.Body, said.Values));
    }

    private NoticeWords Of(Announcement said, string language, Guid? caseId)
    {
        var own = Read(said.Event.Code).Where(w => w.Language == language).ToList();
        if (own.Count == 0)
        {
            return said.Event.BuiltIn(language);
        }

        var key = said.Step.Length > 0 && own.Exists(w => w.StepKey.Length > 0) ? $"{MatterOf(caseId)}/{said.Step}" : "";
        return (own.Find(w => w.StepKey == key) ?? own.Find(w => w.StepKey.Length == 0))?.Words ?? said.Event.BuiltIn(language);
    }

    private List<CountyWords> Read(string code)
    {
        if (!_read.TryGetValue(code, out var found))
        {
            _read[code] = found = step.Sql.List(
                "select step_key, language, subject, body from notice_template where tenant_id = @tenant and event = @event",
                row => new CountyWords(row.GetString(0), row.GetString(1), new NoticeWords(row.GetString(2), row.GetString(3))), ("tenant", step.TenantId), ("event", code));
        }

        return found;
    }

    private string? MatterOf(Guid? caseId) => step.Sql.Scalar<string>("select matter_code from case_file where tenant_id = @tenant and id = @case", ("tenant", step.TenantId), ("case", caseId));

    private sealed record CountyWords(string StepKey, string Language, NoticeWords Words);
}
