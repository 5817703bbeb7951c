using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Parts;

namespace ToyuFlow.Server.Portal;

/// <summary>One institution on its operator's start page: how far it has come, what is next, what runs.</summary>
/// <param name="Receipt">The filing receipt in force.</param>
public sealed record InstitutionCard(Institution Institution, IReadOnlyList<StepItem> Way, NextStep? Next, IReadOnlyList<RunningCase> Running, Guid? Receipt)
{
    /// <summary>The matters that lead an institution from its founding to its subsidy, in the order of the law.</summary>
    private static readonly (string Code, string Name)[] Order =
        [("registration", "设立登记"), ("filing", "备案"), ("acceptance", "安全验收"), ("construction-subsidy", "建设补助")];

    public static InstitutionCard Of(Texts texts, Institution institution, IReadOnlyList<MatterState> states, IReadOnlyList<RunningCase> running, Guid? receipt)
    {
        var reached = new[] { institution.RegisteredAt, institution.FiledAt, institution.AcceptedAt, null };
        var current = Array.FindIndex(reached, at => at is null);
        var way = Order.Select((step, i) => reached[i] is { } at
            ? new StepItem(texts[step.Name], StepState.Done, Note: at.DateInChina().Iso())
            : new StepItem(texts[step.Name], i == current ? StepState.Current : StepState.Waiting, Note: texts[i == current ? "现在办这一步" : "还没到这一步"])).ToList();
        var next = states.FirstOrDefault(s => s.Matter.Code == Order[current].Code);
        return new InstitutionCard(institution, way, next is null ? null : NextStep.Of(next), running, receipt);
    }
}

/// <summary>The one thing that the institution's card leads to.</summary>
/// <param name="Draft">The draft to go on with.</param>
/// <param name="WhyNot">Why it cannot begin yet.</param>
public sealed record NextStep(string MatterCode, string Name, string Summary, Guid? Draft, Guid? Running, string? WhyNot)
{
    public static NextStep Of(MatterState state) => new(
        state.Matter.Code,
        state.Matter.Name,
        state.Matter.Summary,
        state.Running is { Status: CaseStatus.Draft } draft ? draft.Id : null,
        state.Running is { Status: not CaseStatus.Draft } running ? running.Id : null,
        state.WhyNot);
}

/// <summary>A case that is not closed, and whose turn it is.</summary>
public sealed record RunningCase(Case Case, IReadOnlyList<OpenWork> Open)
{
    public string Turn(Texts texts) => Open switch
    {
        _ when Open.Any(w => w.IsMine) => texts["等您办理：{0}", Open.First(w => w.IsMine).Title],
        [] => texts["系统处理中"],
        _ => texts["{0}办理中", string.Join("、", Open.Select(w => w.UnitName).Distinct())],
    };
}
