using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Notifications.Channels;

namespace ToyuFlow.Server.Notifications;

/// <summary>投递记录: every try to deliver one message.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class DeliveryModel(OutboxList outbox, CurrentUser user) : PageModel
{
    public DeliveryDetails Details { get; private set; } = null!;

    public static string Path(Guid id) => $"/notifications/delivery/{id}";

    public IActionResult OnGet(Guid id)
    {
        if (outbox.Find(user.TenantId, id) is not { } details)
        {
            return NotFound();
        }

        Details = details;
        return Page();
    }

    /// <summary>As a key of the texts.</summary>
    public static string Words(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Taken => "对方已接收",
        DeliveryOutcome.Failed => "没有送出，稍后重试",
        DeliveryOutcome.Untried => "暂缓，稍后再发",
        _ => "不再重试",
    };

    /// <summary>As a key of the texts.</summary>
    public static string Words(OutboxState state) => state switch
    {
        OutboxState.Waiting => "排队中",
        OutboxState.Sent => "已发出",
        OutboxState.Dead => "未送达",
        OutboxState.Held => "待汇总",
        _ => "已汇总发送",
    };
}
