using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Storage.FieldError;

namespace ToyuFlow.Server.Notifications;

/// <summary>One message in one language, for all steps or one: edit, see it with sample values, back to the built-in words.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class TemplateModel(IEnumerable<NoticeEvent> events, TemplateList templates, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    private IReadOnlyList<FieldError> _errors = [];
    private NoticeWords _words = new("", "");

    [BindProperty(Name = "event", SupportsGet = true)]
    public string EventCode { get; set; } = "";

    [BindProperty(Name = "step", SupportsGet = true)]
    public string? StepKey { get; set; }

    [BindProperty(Name = "language", SupportsGet = true)]
    public string Language { get; set; } = Languages.Chinese;

    public NoticeEvent Event { get; private set; } = null!;

    public TemplateKey Key => new(EventCode, StepKey ?? "", Language);

    public WrittenTemplate? Written { get; private set; }

    public IReadOnlyList<(string Key, string Name)> StepNames { get; private set; } = [];

    /// <summary>With sample values; null before it was asked for.</summary>
    public NoticeWords? Preview { get; private set; }

    public int Revision => Written?.Revision ?? 0;

    public IReadOnlyList<FormField> Fields =>
    [
        new("subject", texts["标题"], FieldKind.Text, _words.Subject, true, Help: texts["邮件和群消息的标题。"], Error: Error("subject")) { MaxLength = 200 },
        new("body", texts["正文"], FieldKind.TextArea, _words.Body, true, Help: texts["站内消息、邮件、短信和群消息的内容。"], Error: Error("body")) { MaxLength = 2000 },
    ];

    public ErrorSummary Errors => ErrorSummary.From(Fields);

    public static string Path(TemplateKey key) => QueryHelpers.AddQueryString("/notifications/template", new Dictionary<string, string?>
    {
        ["event"] = key.Event,
        ["language"] = key.Language,
        ["step"] = key.Step.Length > 0 ? key.Step : null,
    });

    public string Action(string handler) => handler.Length == 0 ? Path(Key) : QueryHelpers.AddQueryString(Path(Key), "handler", handler);

    public IActionResult OnGet()
    {
        if (!Find())
        {
            return NotFound();
        }

        _words = Written?.Words ?? Event.BuiltIn(Language);
        return Page();
    }

    public IActionResult OnPostPreview(string? subject, string? body)
    {
        if (!Find())
        {
            return NotFound();
        }

        _words = Posted(subject, body);
        _errors = [.. WriteTemplate.Problems(Key, Event, _words)];
        Preview = _errors.Count == 0 ? new NoticeWords(TemplateText.Fill(_words.Subject, Event.Sample()), TemplateText.Fill(_words.Body, Event.Sample())) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? subject, string? body, string? revision)
    {
        if (!Find())
        {
            return NotFound();
        }

        _words = Posted(subject, body);
        try
        {
            await steps.RunAsync<WriteTemplate>(user.Actor, null, (write, _) =>
            {
                write.Save(Key, _words, int.TryParse(revision, CultureInfo.InvariantCulture, out var seen) ? seen : 0);
                return Task.CompletedTask;
            }, HttpContext.RequestAborted);
        }
        catch (InvalidInputException error)
        {
            _errors = error.Errors;
            return Page();
        }

        TempData.Done(texts["模板已保存，从下一条消息起使用。"]);
        return LocalRedirect(Path(Key));
    }

    public async Task<IActionResult> OnPostResetAsync()
    {
        await steps.RunAsync<WriteTemplate>(user.Actor, null, (write, _) =>
        {
            write.Reset(Key);
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        TempData.Done(texts["已恢复内置的文字。"]);
        return LocalRedirect(Path(Key));
    }

    private static NoticeWords Posted(string? subject, string? body) => new((subject ?? "").Trim(), (body ?? "").ReplaceLineEndings("\n").Trim());

    private bool Find()
    {
        if (events.FirstOrDefault(e => e.Code == EventCode) is not { } found || !Languages.All.Contains(Language))
        {
            return false;
        }

        Event = found;
        StepNames = found.IsOfTask ? templates.Steps(user.TenantId) : [];
        Written = templates.Read(user.TenantId).FirstOrDefault(t => t.Key == Key);
        return Key.Step.Length == 0 || StepNames.Any(s => s.Key == Key.Step);
    }

    private string? Error(string field) => _errors.FirstOrDefault(e => e.Field == field)?.Message;
}
