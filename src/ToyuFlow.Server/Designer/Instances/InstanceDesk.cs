using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Designer.Instances;

/// <summary>Ends instances from the designer, each in a step of its own.</summary>
public sealed class InstanceDesk(Steps steps, CurrentUser user, IHttpContextAccessor accessor)
{
    public async Task<IResult> CancelAsync(IReadOnlyList<string> ids)
    {
        var cancelled = 0;
        foreach (var id in ids.Select(i => Guid.TryParse(i, out var guid) ? guid : throw new MissingException()))
        {
            await steps.RunAsync<WorkflowHost>(user.Actor, null, (host, token) => host.CancelAsync(id, "管理员在流程设计器中终止", token), accessor.HttpContext!.RequestAborted);
            cancelled++;
        }

        return StudioBody.Json(new JsonObject { ["cancelled"] = cancelled, ["cancelledCount"] = cancelled });
    }
}
