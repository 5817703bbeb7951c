using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Notifications.Channels;

namespace ToyuFlow.Server.Notifications;

/// <summary>消息通道: the group robots, the gateway for short messages and the web hooks of the county.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class EndpointsModel(EndpointList endpoints, CurrentUser user) : PageModel
{
    public const string Path = "/notifications/endpoints";

    public IReadOnlyList<EndpointItem> Endpoints { get; private set; } = [];

    public static IEnumerable<NoticeChannel> Channels => Enum.GetValues<NoticeChannel>().Where(c => c != NoticeChannel.Mail);

    public void OnGet() => Endpoints = endpoints.Read(user.TenantId);
}
