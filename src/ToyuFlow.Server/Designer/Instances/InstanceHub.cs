using Microsoft.AspNetCore.SignalR;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Designer.Instances;

/// <summary>Tells a viewer of the designer that its instance has moved.</summary>
public sealed class InstanceHub(InstanceWatch watch) : Hub
{
    public const string Path = "/elsa/hubs/workflow-instance";

    public async Task ObserveInstanceAsync(string instanceId)
    {
        var tenant = Context.User?.FindFirst(Claims.Tenant)?.Value;
        if (tenant is not null && Guid.TryParse(instanceId, out var id) && watch.Begin(tenant, id, Context.ConnectionId))
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, id.ToString());
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.End(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
