using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Parts;

namespace ToyuFlow.Server.Portal;

/// <summary>A page of the form: one topic.</summary>
public sealed record Section(int Number, string Title, IReadOnlyList<FormField> Fields);

/// <summary>An application as the person who fills it sees it: its pages, what is still missing on each, where each thing is mended.</summary>
public sealed class Application
{
    private static readonly HashSet<string> Registered = new(StringComparer.Ordinal) { "name", "type", "uscc" };

    private readonly Dictionary<string, string> _problems;

    public Application(Case file, Institution institution, Matter matter, IReadOnlyList<CaseMaterial> papers)
    {
        (Case, Institution, Matter, Papers) = (file, institution, matter, papers);
        Form = CaseForm.Read(file.Form);
        Sections = [.. matter.Sections.Select((group, i) => new Section(i + 1, group.Key, [.. group]))];
        _problems = CaseForm.Problems(matter, Form, [.. papers.Select(p => p.Code)], file.Status).ToDictionary(p => p.Field, p => p.Message);
    }

    public Case Case { get; }

    public Institution Institution { get; }

    public Matter Matter { get; }

    public IReadOnlyList<CaseMaterial> Papers { get; }

    public Dictionary<string, string> Form { get; }

    public IReadOnlyList<Section> Sections { get; }

    public bool IsEditable => Case.Status is CaseStatus.Draft or CaseStatus.Correcting;

    public bool IsComplete => _problems.Count == 0;

    public string Href => $"/portal/apply/{Case.Id}";

    public string MaterialsHref => $"{Href}/materials";

    public string CheckHref => $"{Href}/check";

    public string SectionHref(int number) => $"{Href}/{number}";

    /// <summary>The papers that this application must or may bring, by the answers given so far.</summary>
    public IEnumerable<Material> AskedMaterials => Matter.Materials.Where(m => m.When?.Holds(Form) ?? true);

    /// <summary>The application cannot be sent without it.</summary>
    public bool Demands(Material material) => material.Required && CaseForm.Demands(material, Case.Status);

    /// <summary>It can be sent without it; whether it is accepted so is for the office to say (容缺受理).</summary>
    public bool MayLack(Material material) => material.Required && !Demands(material);

    public IEnumerable<CaseMaterial> PapersOf(Material material) => Papers.Where(p => p.Code == material.Code);

    public string? ProblemOf(FormField field) => _problems.GetValueOrDefault($"field-{field.Code}");

    public string? ProblemOf(Material material) => _problems.GetValueOrDefault($"material-{material.Code}");

    /// <summary>What the register says of a registered institution is not asked again and cannot be typed differently.</summary>
    public bool IsFixed(FormField field) =>
        Institution.CreditCode is not null && Registered.Contains(field.Code) && ProblemOf(field) is null && Form.ContainsKey(field.Code);

    /// <summary>Everything that is still in the way, each with the place where it is mended.</summary>
    public IReadOnlyList<(string Href, string Message)> ToMend() =>
    [
        .. from section in Sections
           from field in section.Fields
           let problem = ProblemOf(field)
           where problem is not null
           select ($"{SectionHref(section.Number)}?all=true#{Layout.Forms.FormField.IdOf(field.Code)}", problem),
        .. from material in AskedMaterials
           let problem = ProblemOf(material)
           where problem is not null
           select ($"{MaterialsHref}#{Layout.Forms.FormField.IdOf($"material-{material.Code}")}", problem),
    ];

    /// <param name="current">Number of the section; one more is the materials, two more the check.</param>
    public Steps Way(Texts texts, int current)
    {
        var steps = Sections.Select(s => new StepItem(s.Title, StateOf(s, current), SectionHref(s.Number))).ToList();
        var asked = AskedMaterials.Where(Demands).ToList();
        var have = asked.Count(m => PapersOf(m).Any());
        var state = current == Sections.Count + 1 ? StepState.Current : have == asked.Count ? StepState.Done : StepState.Waiting;
        steps.Add(new StepItem(texts["上传材料"], state, MaterialsHref, texts["已传 {0} 项，共 {1} 项", have, asked.Count]));
        steps.Add(new StepItem(texts["核对并提交"], current == Sections.Count + 2 ? StepState.Current : StepState.Waiting, CheckHref, texts["最后一步"]));
        return new Steps(steps);
    }

    private StepState StateOf(Section section, int current)
    {
        if (section.Number == current)
        {
            return StepState.Current;
        }

        var wrong = section.Fields.Where(f => ProblemOf(f) is not null).ToList();
        return wrong.Count == 0 ? StepState.Done : wrong.Any(f => Form.ContainsKey(f.Code)) ? StepState.Wrong : StepState.Waiting;
    }
}
