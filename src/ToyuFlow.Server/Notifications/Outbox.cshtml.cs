using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Smtp;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>邮件与消息发送: what waits, what was given up and why, and whether the mail server can be reached.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class OutboxModel(OutboxList outbox, MailOptions options, SmtpTransport transport, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    private const string Path = "/notifications/outbox";

    public MailOptions Mail => options;

    public OutboxCounts Counts { get; private set; } = null!;

    public KeyPage<OutboxItem> Mails { get; private set; } = null!;

    public OutboxState State { get; private set; }

    public void OnGet(OutboxState? state, string? after, string? before)
    {
        Counts = outbox.Count(user.TenantId);
        State = state ?? (Counts.Dead > 0 ? OutboxState.Dead : OutboxState.Waiting);
        Mails = outbox.Read(user.TenantId, State, PageKey.Parse(after), PageKey.Parse(before));
    }

    public async Task<IActionResult> OnPostResendAsync(Guid id)
    {
        await steps.RunAsync<ResendMail>(user.Actor, null, (resend, _) =>
        {
            resend.Run(id);
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        TempData.Done(texts["已放回发送队列，马上再发一次。"]);
        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        if (!options.IsConfigured)
        {
            TempData.Warn(texts["还没有设置邮件服务器。"]);
            return LocalRedirect(Path);
        }

        try
        {
            await transport.CheckAsync(HttpContext.RequestAborted);
            TempData.Done(texts["已连上邮件服务器 {0} 并登录成功。", options.Smtp.Host]);
        }
        catch (SmtpSendException error)
        {
            TempData.Warn(texts["连不上邮件服务器：{0}", error.Message]);
        }

        return LocalRedirect(Path);
    }

    public string Href(OutboxState state) => QueryHelpers.AddQueryString(Path, "state", state.ToString());

    public string? Href(string name, PageKey? key) => key is null ? null : QueryHelpers.AddQueryString(Href(State), name, key.ToString());
}
