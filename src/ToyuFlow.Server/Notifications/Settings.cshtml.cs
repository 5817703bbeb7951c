using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>通知设置: of what one is told, in the messages by mail or short message, when, and at which address.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class SettingsModel(NoticeChoices choices, MailOptions mail, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = FrameLinks.NotificationSettings;

    private (string Field, string Message)? _problem;

    public NoticeSettings Settings { get; private set; } = new("", []);

    public bool HasMailServer => mail.IsConfigured;

    public FormField Email => new("email", texts["邮箱"], FieldKind.Text, Settings.Email, Help: texts["只用来给您发提醒。留空就不发邮件。"], Error: Error("email")) { MaxLength = 254 };

    public IReadOnlyList<FormField> TimingFields =>
    [
        new("pace", texts["邮件什么时候发"], FieldKind.Choice, Settings.Timing.MailPace.ToString(), true,
            [new(nameof(MailPace.AtOnce), texts["一有消息就发"]), new(nameof(MailPace.Daily), texts["每天汇总成一封"]), new(nameof(MailPace.Off), texts["不发邮件"])]),
        new("hour", texts["汇总邮件几点发"], FieldKind.Choice, Number(Settings.Timing.DigestHour), true, Hours(24, 1)),
        new("from", texts["免打扰从"], FieldKind.Choice, Number(Settings.Timing.QuietFrom), Options: Hours(24, 60), Help: texts["这段时间的邮件和短信先留着，过后再发；站内消息照常。"], Error: Error("quiet")),
        new("until", texts["免打扰到"], FieldKind.Choice, Number(Settings.Timing.QuietUntil), Options: Hours(24, 60)),
        new("language", texts["消息用哪种语言"], FieldKind.Choice, Settings.Language, true, [.. Languages.All.Select(l => new FieldOption(l, texts[Languages.Words(l)]))]),
    ];

    public ErrorSummary Errors => ErrorSummary.From([Email, .. TimingFields]);

    public void OnGet() => Settings = choices.Read(user.TenantId, user.PersonId);

    public async Task<IActionResult> OnPostAsync(string? email)
    {
        var wishes = Enum.GetValues<NoticeKind>().Select(kind => new NoticeWish(kind, IsTicked("app", kind), IsTicked("mail", kind), IsTicked("sms", kind))).ToList();
        var (timing, language) = (Posted(), Request.Form["language"].FirstOrDefault() ?? "");
        try
        {
            await steps.RunAsync<ChooseNotices>(user.Actor, null, (choose, _) =>
            {
                choose.Run(email ?? "", wishes, timing, language);
                return Task.CompletedTask;
            }, HttpContext.RequestAborted);
        }
        catch (InvalidInputException error)
        {
            Settings = choices.Read(user.TenantId, user.PersonId) with { Email = email ?? "", Wishes = wishes, Timing = timing, Language = language };
            _problem = (error.Errors[0].Field, error.Errors[0].Message);
            return Page();
        }

        TempData.Done(texts["通知设置已保存，从下一条消息起生效。"]);
        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostTestAsync()
    {
        try
        {
            var address = await steps.RunAsync<ChooseNotices, string>(user.Actor, null, (choose, _) => Task.FromResult(choose.TestMail()), HttpContext.RequestAborted);
            TempData.Done(HasMailServer ? texts["测试邮件已发往 {0}，几分钟内没有收到请看看垃圾邮件。", address] : texts["测试邮件已排队；本系统还没有设置邮件服务器，设置好后会自动发出。"]);
        }
        catch (InvalidInputException error)
        {
            TempData.Warn(error.Errors[0].Message);
        }

        return LocalRedirect(Path);
    }

    private Timing Posted()
    {
        int? Given(string name) => int.TryParse(Request.Form[name].FirstOrDefault(), CultureInfo.InvariantCulture, out var number) ? number : null;
        var pace = Enum.TryParse<MailPace>(Request.Form["pace"].FirstOrDefault(), out var chosen) ? chosen : MailPace.AtOnce;
        return new Timing(pace, Math.Clamp(Given("hour") ?? Timing.AtOnce.DigestHour, 0, 23), Minute(Given("from")), Minute(Given("until")));
    }

    private static int? Minute(int? given) => given is { } minute ? Math.Clamp(minute, 0, 1439) : null;

    private string? Error(string field) => _problem is { } problem && problem.Field == field ? problem.Message : null;

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static List<FieldOption> Hours(int count, int unit) => [.. Enumerable.Range(0, count).Select(hour => new FieldOption(Number(hour * unit)!, $"{hour:00}:00"))];

    private bool IsTicked(string way, NoticeKind kind) => Request.Form[$"{way}.{kind}"].Contains("true");
}
