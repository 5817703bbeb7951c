using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The signed-in person of this request with the rights of this moment, read anew on every request: a right that was taken away is gone at the next click.</summary>
public sealed class CurrentUser
{
    public bool IsSignedIn => PersonId != Guid.Empty;

    public Guid PersonId { get; set; }

    public string TenantId { get; set; } = "";

    public string CountyName { get; set; } = "";

    public string UserName { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public ActorKind Kind { get; set; }

    public AdministratorOffice? Office { get; set; }

    public bool MustChangePassword { get; set; }

    public IReadOnlyList<HeldPost> Posts { get; set; } = [];

    public IReadOnlyList<Guid> PostIds => [.. Posts.Select(p => p.PostId)];

    public string UnitName => Posts.Count > 0 ? Posts[0].UnitName : "";

    public Actor Actor => IsSignedIn
        ? new Actor(PersonId, DisplayName, Kind, TenantId)
        : throw new InvalidOperationException("Nobody is signed in.");

    public bool Holds(string roleId, string postCode) => Posts.Any(p => p.Code == postCode && p.RoleIds.Contains(roleId));

    public bool IsOfRole(string roleId) => Posts.Any(p => p.RoleIds.Contains(roleId));
}

/// <summary>A post that somebody holds, with its unit and the roles that the unit fills.</summary>
public sealed record HeldPost(Guid PostId, string Code, string Name, Guid UnitId, string UnitName, IReadOnlyList<string> RoleIds);
