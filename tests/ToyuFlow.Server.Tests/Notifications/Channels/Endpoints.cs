using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Notifications.Channels;

/// <summary>Sets channels up as the administrator does.</summary>
internal static class Endpoints
{
    public static Task<Guid> AddAsync(ToyuFlowApp app, NoticeChannel channel, string address, string secret = "", EndpointSettings? settings = null) =>
        app.AsAsync<ManageEndpoint, Guid>("luxian-system", (manage, token) => manage.SaveAsync(
            new EndpointInput(null, channel, $"示例{channel} {address[^4..]}", [NoticeKind.Task, NoticeKind.Reminder], true, (settings ?? new EndpointSettings()) with { Address = address, Secret = secret }), token));
}
