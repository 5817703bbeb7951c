using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The claims of the cookie: who, and the stamp that "sign out everywhere" changes. Rights are added anew on each request.</summary>
public static class Claims
{
    public const string PersonId = "toyuflow:person";
    public const string Stamp = "toyuflow:stamp";
    public const string Tenant = "toyuflow:tenant";
    public const string Kind = "toyuflow:kind";
    public const string Office = "toyuflow:office";

    /// <summary>Which navigation somebody sees; one person may have several.</summary>
    public const string Area = Areas.ClaimType;

    public static ClaimsPrincipal For(CurrentUser user, string stamp)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(PersonId, user.PersonId.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.DisplayName));
        identity.AddClaim(new Claim(Stamp, stamp));
        identity.AddClaim(new Claim(Tenant, user.TenantId));
        identity.AddClaim(new Claim(Kind, user.Kind.ToString()));
        identity.AddClaim(new Claim(Areas.CountyClaimType, user.CountyName));
        if (user.Office is { } office)
        {
            identity.AddClaim(new Claim(Office, office.ToString()));
        }

        foreach (var area in AreasOf(user))
        {
            identity.AddClaim(new Claim(Area, area));
        }

        return new ClaimsPrincipal(identity);
    }

    private static IEnumerable<string> AreasOf(CurrentUser user) => user.Kind switch
    {
        ActorKind.Operator => [Areas.Operator],
        ActorKind.Officer => user.IsOfRole("FIN") ? [Areas.Officer, Areas.Finance] : [Areas.Officer],
        ActorKind.Administrator => [$"admin-{user.Office.ToString()!.ToLowerInvariant()}"],
        _ => [],
    };
}
