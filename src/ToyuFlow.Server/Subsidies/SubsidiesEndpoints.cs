using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Subsidies;

public static class SubsidiesEndpoints
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The empty roster form of the applicant's county.</summary>
    public static IEndpointRouteBuilder MapSubsidies(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/subsidies/template", (CurrentUser user, PackCatalog packs) =>
        {
            using var file = new MemoryStream();
            RosterFile.WriteTemplate(file, packs[user.TenantId]);
            return Results.File(file.ToArray(), Xlsx, "在托婴幼儿花名册.xlsx");
        }).RequireAuthorization(Policies.OfficerOrOperator);
        return routes;
    }
}
