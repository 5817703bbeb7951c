using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Storage.FieldError;

namespace ToyuFlow.Server.Notifications;

/// <summary>One channel of the county: what it is told, where it is and with what key; the address and the key are written, never shown.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class EndpointModel(EndpointList endpoints, HttpCarrier http, CurrentUser user, Steps steps, TimeProvider time, Texts texts) : PageModel
{
    private IReadOnlyList<FieldError> _errors = [];
    private EndpointForm _form = null!;

    public NoticeChannel Channel { get; private set; }

    public EndpointItem? Saved { get; private set; }

    public string Operation { get; private set; } = Guid.CreateVersion7().ToString();

    public IReadOnlyList<FormField> Fields => _form.Fields(texts, Saved, _errors);

    public ErrorSummary Errors => ErrorSummary.From(Fields);

    public static string Path(Guid id) => $"/notifications/endpoint/{id}";

    public static string New(NoticeChannel channel) => $"/notifications/endpoint?channel={channel}";

    public IActionResult OnGet(Guid? id, NoticeChannel channel)
    {
        if (!Find(id, channel))
        {
            return NotFound();
        }

        _form = EndpointForm.Of(Channel, Saved, id is { } saved ? endpoints.Shown(user.TenantId, saved) : new EndpointSettings());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, NoticeChannel channel, string? operation)
    {
        if (!Find(id, channel))
        {
            return NotFound();
        }

        (_form, Operation) = (EndpointForm.Read(Channel, Request.Form), operation ?? Operation);
        try
        {
            var saved = await steps.RunAsync<ManageEndpoint, Guid>(user.Actor, $"endpoint:{Operation}", (manage, token) => manage.SaveAsync(_form.ToInput(id), token), HttpContext.RequestAborted);
            TempData.Done(texts["“{0}”已保存。请发一条测试消息，看看能不能收到。", _form.Name]);
            return LocalRedirect(Path(saved));
        }
        catch (InvalidInputException error)
        {
            _errors = error.Errors;
            return Page();
        }
    }

    public async Task<IActionResult> OnPostTestAsync(Guid id, string? phone)
    {
        if (!Find(id, default))
        {
            return NotFound();
        }

        var row = new OutboxRow(user.TenantId, Guid.CreateVersion7(), Channel, id, phone?.Trim() ?? "", texts["测试消息"], texts["这是一条测试消息，由{0}发送。收到它，说明这个通道可以使用。", user.DisplayName])
        {
            CreatedAt = time.GetUtcNow(),
        };
        var delivery = await http.SendAsync(row, HttpContext.RequestAborted);
        await steps.RunAsync<ManageEndpoint>(user.Actor, null, (manage, _) =>
        {
            manage.Tested(id, delivery.Outcome == DeliveryOutcome.Taken);
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        if (delivery.Outcome == DeliveryOutcome.Taken)
        {
            TempData.Done(texts["对方已接收测试消息。"]);
        }
        else
        {
            TempData.Warn(texts["测试消息没有送出：{0}", delivery.Reason]);
        }

        return LocalRedirect(Path(id));
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id)
    {
        await steps.RunAsync<ManageEndpoint>(user.Actor, null, (manage, token) => manage.DeleteAsync(id, token), HttpContext.RequestAborted);
        TempData.Done(texts["通道已删除。"]);
        return LocalRedirect(EndpointsModel.Path);
    }

    private bool Find(Guid? id, NoticeChannel channel)
    {
        Saved = id is { } saved ? endpoints.Find(user.TenantId, saved) : null;
        Channel = Saved?.Channel ?? channel;
        return id is null ? EndpointsModel.Channels.Contains(channel) : Saved is not null;
    }
}
