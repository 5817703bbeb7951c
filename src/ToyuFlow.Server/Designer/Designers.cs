using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>What the signed-in person may do with definitions, read once a request.</summary>
public sealed class Designers(CurrentUser user, DatabaseReader reader)
{
    private (bool Edit, bool Publish)? _rights;

    public bool MayEdit => Rights.Edit;

    public bool MayPublish => Rights.Publish;

    private (bool Edit, bool Publish) Rights => _rights ??= Read();

    private (bool Edit, bool Publish) Read()
    {
        if (user is not { IsSignedIn: true, Kind: ActorKind.Administrator, Office: AdministratorOffice.System })
        {
            return (false, false);
        }

        var row = reader.Read(sql => sql.Single(
            "select may_edit, may_publish from design_right where tenant_id = @tenant and id = @person",
            r => Tuple.Create(r.GetBoolean(0), r.GetBoolean(1)),
            ("tenant", user.TenantId), ("person", user.PersonId)));
        return row is null ? (true, true) : (row.Item1, row.Item2);
    }
}

public sealed record DesignRequirement(bool Publish) : IAuthorizationRequirement;

public sealed class DesignAuthorization(Designers designers) : AuthorizationHandler<DesignRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DesignRequirement requirement)
    {
        if (requirement.Publish ? designers.MayPublish : designers.MayEdit)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
