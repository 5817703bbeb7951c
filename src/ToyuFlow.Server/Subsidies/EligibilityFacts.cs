using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Subsidies;

/// <summary>
/// What may have to be true of an applicant, by the codes of the pack's facts. Each has a refusal that names what is missing. A fact that nothing
/// here can tell is left to a person.
/// </summary>
public static class EligibilityFacts
{
    private static readonly Dictionary<string, (Func<Applicant, bool> Holds, string Refusal)> Known = new()
    {
        ["registered"] = (a => a.Institution.CreditCode is not null, "机构还没有登记，请先办理登记。"),
        ["filed"] = (a => a.Institution.Status is InstitutionStatus.Filed, "机构还没有备案，或备案已失效，请先办理备案。"),
        ["acceptance-passed"] = (a => a.Institution.AcceptedAt is not null, "机构还没有通过安全验收，请先申请验收。"),
        ["project-accepted"] = (a => a.Institution.AcceptedAt is not null, "建设项目还没有通过验收，请先申请验收。"),
        ["facilities-met"] = (a => a.Institution.AcceptedAt is not null, "软、硬件设施还没有经验收认定达到要求，请先申请安全验收。"),
        ["inclusive"] = (a => a.Institution.IsInclusive, "机构还没有被认定为普惠托育机构。"),
        ["demonstration"] = (a => a.Institution.IsDemonstration, "机构还没有被认定为示范性普惠托育机构。"),
        ["not-suspended"] = (a => a.Institution.Status is not (InstitutionStatus.Suspended or InstitutionStatus.Cancelled), "机构正在停业整顿或已注销，停业期间不予补助。"),
        ["public-run"] = (a => a.Institution.TypeCode == "public", "只有公办托育机构可以申请。"),
        ["provincial-award"] = (HasAward, "没有上级托位补助项目的文号、日期和批复文件，不能证明已获得上级托位补助。"),
    };

    public static IReadOnlyList<FactFinding> Evaluate(PolicyPack pack, SubsidyScheme scheme, Applicant applicant) =>
        [.. scheme.Eligibility.Select(code => Evaluate(code, pack.Facts.GetValueOrDefault(code, code), applicant))];

    private static FactFinding Evaluate(string code, string name, Applicant applicant)
    {
        if (!Known.TryGetValue(code, out var fact))
        {
            return new FactFinding(code, name, null, $"“{name}”需要工作人员核实。");
        }

        var holds = fact.Holds(applicant);
        return new FactFinding(code, name, holds, holds ? null : fact.Refusal);
    }

    private static bool HasAward(Applicant applicant) =>
        applicant.Has("award_number") && applicant.Has("award_date") && applicant.Papers.Contains("award_document");
}

/// <summary>Whoever claims, with what they entered and handed in.</summary>
public sealed record Applicant(Institution Institution, IReadOnlyDictionary<string, string> Form, IReadOnlySet<string> Papers)
{
    public bool Has(string field) => !string.IsNullOrWhiteSpace(Form.GetValueOrDefault(field));
}
