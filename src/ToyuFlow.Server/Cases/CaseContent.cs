using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Cases;

/// <summary>What the applicant handed in: the form by section and the papers by the list of the matter.</summary>
public sealed record CaseContent(IReadOnlyList<CaseSection> Sections, IReadOnlyList<PaperGroup> Papers)
{
    public IEnumerable<CasePaper> Previewable => Papers.SelectMany(p => p.Files).Where(f => f.MayPreview && !f.IsSuperseded);

    public static CaseContent Of(Matter? matter, CaseFacts facts, IReadOnlyList<CasePaper> papers, bool coversIds, Texts texts)
    {
        var form = CaseForm.Read(facts.Form);
        var sections = matter?.Sections.Select(section => new CaseSection(
            section.Key,
            [.. section.Where(field => field.IsAsked(form)).Select(field => new CaseValue(field.Code, field.Label, Value(field, form.GetValueOrDefault(field.Code), coversIds, texts), field.Kind == FieldKind.TextArea))]))
            .Where(section => section.Values.Count > 0).ToList() ?? [];
        var byCode = papers.ToLookup(p => p.Code);
        var groups = matter?.Materials
            .Where(m => m.IsRequired(form) || byCode[m.Code].Any())
            .Select(m => new PaperGroup(m.Code, m.Name, m.IsRequired(form), [.. byCode[m.Code]])).ToList() ?? [];
        var known = groups.Select(g => g.Code).ToHashSet();
        var others = papers.Where(p => !known.Contains(p.Code)).ToList();
        if (others.Count > 0)
        {
            groups.Add(new PaperGroup("", texts["办理中上传的材料"], false, others));
        }

        return new CaseContent(sections, groups);
    }

    private static string Value(FormField field, string? value, bool coversIds, Texts texts) =>
        coversIds && field.Kind == FieldKind.ResidentId && value is not null ? CaseWords.Covered(value) : CaseWords.Shown(field, value, texts);
}

public sealed record CaseSection(string Title, IReadOnlyList<CaseValue> Values);

public sealed record CaseValue(string Code, string Label, string Text, bool IsLong);

public sealed record PaperGroup(string Code, string Name, bool IsRequired, IReadOnlyList<CasePaper> Files);

/// <summary>A file of a case.</summary>
public sealed record CasePaper(Guid Id, Guid CaseId, string Code, string FileName, string ContentType, long Size, string Hash, DateTimeOffset UploadedAt, string UploadedBy, bool IsSuperseded)
{
    /// <summary>Kinds that a browser draws without running anything.</summary>
    public bool MayPreview => ContentType is "application/pdf" or "image/png" or "image/jpeg";

    public string Href => $"/cases/material/{Id}";

    public string PreviewHref => Href + "?preview=1";

    public string SizeInWords => Size >= 1024 * 1024 ? $"{Size / 1048576.0:0.0} MB" : $"{Math.Max(1, Size / 1024)} KB";
}
