using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>通知设置: of what one is told, in the messages or by mail, and at which address.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class SettingsModel(NoticeChoices choices, MailOptions mail, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = FrameLinks.NotificationSettings;

    private string? _problem;

    public NoticeSettings Settings { get; private set; } = new("", []);

    public bool HasMailServer => mail.IsConfigured;

    public FormField Email => new("email", texts["邮箱"], FieldKind.Text, Settings.Email, Help: texts["只用来给您发提醒。留空就不发邮件。"], Error: _problem) { MaxLength = 254 };

    public ErrorSummary Errors => ErrorSummary.From([Email]);

    public void OnGet() => Settings = choices.Read(user.TenantId, user.PersonId);

    public async Task<IActionResult> OnPostAsync(string? email)
    {
        var wishes = Enum.GetValues<NoticeKind>().Select(kind => new NoticeWish(kind, IsTicked("app", kind), IsTicked("mail", kind))).ToList();
        try
        {
            await steps.RunAsync<ChooseNotices>(user.Actor, null, (choose, _) =>
            {
                choose.Run(email ?? "", wishes);
                return Task.CompletedTask;
            }, HttpContext.RequestAborted);
        }
        catch (InvalidInputException error)
        {
            (Settings, _problem) = (new NoticeSettings(email ?? "", wishes), error.Errors[0].Message);
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

    private bool IsTicked(string way, NoticeKind kind) => Request.Form[$"{way}.{kind}"].Contains("true");
}
