using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Portal;

/// <summary>What an applicant asks of a matter before beginning: who decides and how long it may take, both from the pack.</summary>
public static class MatterFacts
{
    /// <param name="institutionType">Decides who registers; without it all registering authorities are named.</param>
    public static IReadOnlyList<string> Deciders(this PolicyPack pack, Matter matter, string? institutionType) =>
        [.. Roles(pack, matter, institutionType).SelectMany(pack.UnitsOf).Select(u => u.Name).Distinct()];

    /// <summary>The statutory limit and, where the office promised to be faster, the promised one.</summary>
    public static (string Statutory, string? Promised)? LimitOf(this PolicyPack pack, Matter matter, string? institutionType)
    {
        var rule = pack.Deadlines.FirstOrDefault(d => d.Code == $"{matter.Code}.{institutionType}")
            ?? (matter.Code == "registration" ? null : pack.Deadlines.FirstOrDefault(d => d.Processes.Contains(matter.Code) && d.Code.StartsWith(matter.Code + ".", StringComparison.Ordinal)));
        if (rule is not null)
        {
            return (rule.Statutory ?? rule.Promised) is { } limit ? (limit.ToString(), rule.Statutory is null || rule.Promised is null ? null : rule.Promised.ToString()) : null;
        }

        // The time of an office's own step, set where the law gives none; periods that belong to the public or the applicant are no promise.
        var parameter = pack.Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Limit && p.Value is not null && p.Processes.Contains(matter.Code) && p.Code is not ("publicity" or "correction.reply"));
        return parameter is null ? null : (pack.Limit(parameter.Code).ToString(), null);
    }

    private static IEnumerable<string> Roles(PolicyPack pack, Matter matter, string? institutionType) => matter.Code switch
    {
        "registration" => institutionType is null ? pack.Routes.Select(r => r.Role) : pack.RouteFor(institutionType) is { } route ? [route.Role] : [],
        "acceptance" => pack.AcceptanceItems.Select(i => i.Role),
        _ when pack.Subsidies.Any(s => s.Code == matter.Code) => [pack.LeadRole, "FIN"],
        _ => [pack.LeadRole],
    };
}
