using System.Text.Json;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Cases;

/// <summary>The form of a case: values by field code. Only fields of the matter are kept; a draft may be incomplete, a submission may not.</summary>
public static class CaseForm
{
    private const int LongestValue = 4000;

    public static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JournalJson.Options) ?? [];

    public static string Write(IReadOnlyDictionary<string, string> form) => JsonSerializer.Serialize(form, JournalJson.Options);

    public static Dictionary<string, string> Keep(Matter matter, IReadOnlyDictionary<string, string> entered)
    {
        var kept = new Dictionary<string, string>();
        foreach (var field in matter.Fields)
        {
            if (entered.TryGetValue(field.Code, out var value) && value.Trim() is { Length: > 0 } text)
            {
                kept[field.Code] = text.Length <= LongestValue ? text : throw new InvalidInputException($"field-{field.Code}", $"{field.Label}太长了，最多 {LongestValue} 字。");
            }
        }

        return kept;
    }

    /// <summary>
    /// Everything that still keeps the case from being submitted, fields and papers. A draft may be handed in without a paper that can be tolerated: the office
    /// decides on it (容缺受理). What comes back from a correction is whole.
    /// </summary>
    public static IReadOnlyList<FieldError> Problems(Matter matter, IReadOnlyDictionary<string, string> form, IReadOnlyCollection<string> uploaded, CaseStatus status) =>
    [
        .. matter.Check(form, CodeProblems.Find).Select(p => new FieldError($"field-{p.Field}", p.Message)),
        .. matter.RequiredMaterials(form).Where(m => Demands(m, status) && !uploaded.Contains(m.Code)).Select(m => new FieldError($"material-{m.Code}", $"请上传{m.Name}。")),
    ];

    /// <summary>Whether a required paper has to be there when the application is sent.</summary>
    public static bool Demands(Material material, CaseStatus status) => material.IsEssential || status != CaseStatus.Draft;
}
