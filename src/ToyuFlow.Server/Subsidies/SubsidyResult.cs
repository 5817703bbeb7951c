using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>An amount with everything that explains it.</summary>
public sealed record SubsidyResult(SubsidyScheme Scheme, IReadOnlyList<SubsidyLine> Lines, IReadOnlyList<SubsidyIssue> Issues)
{
    /// <summary>The sum of the lines; zero where the claim is refused.</summary>
    public Money Total => Money.Sum(Lines.Select(line => line.Amount));

    public bool IsRefused => Issues.Any(issue => issue.Kind == SubsidyIssueKind.Refusal);

    /// <summary>The amount may still change: a person must decide something first.</summary>
    public bool NeedsDecision => Issues.Any(issue => issue.Kind == SubsidyIssueKind.Decision);

    public int HeadCount => Lines.Sum(line => line.Count);

    /// <summary>Who pays how much; null while the shares are not decided.</summary>
    public IReadOnlyList<(PayerShare Payer, Money Amount)>? Shares() => Scheme.Split(Total);

    /// <summary>The reckoning in sentences, each with its rule: shown to the claimant, the reviewer and the auditor.</summary>
    public IReadOnlyList<string> Explanation(BudgetRule? budget = null) =>
        [
            $"{Scheme.Name}（{Scheme.Source.RuleId}）：{Scheme.Source}",
            .. Lines.Select(line => line.ToString()),
            $"合计 {Total} 元（大写：{Total.ToChinese()}）",
            .. (Shares() ?? []).Where(_ => Scheme.Payers.Count > 1).Select(share => $"其中{share.Payer.Level}承担 {share.Amount} 元"),
            .. budget?.Ceiling is { } ceiling ? [$"年度额度：{budget.Name} {ceiling} 元（{budget.Source}）"] : Array.Empty<string>(),
            .. Issues.Select(issue => issue.ToString()),
        ];
}

/// <summary>One line of the reckoning: count × months × rate.</summary>
public sealed record SubsidyLine(string Label, int Count, string CountUnit, int Months, Money Rate, string RateUnit, Money Amount, RuleSource Source)
{
    public override string ToString() =>
        $"{Label}：{Count} {CountUnit} × {Rate} {RateUnit}{(Months == 1 ? "" : $" × {Months} 个月")} = {Amount} 元（{Source.RuleId}，{Source}）";
}

/// <summary>Something that keeps a claim, or a child of it, from being paid, or that a person must decide.</summary>
/// <param name="Rows">The rows of the roster concerned.</param>
public sealed record SubsidyIssue(SubsidyIssueKind Kind, string Message, IReadOnlyList<int> Rows)
{
    public override string ToString() => Rows.Count == 0 ? Message : $"{Message}（花名册第 {string.Join("、", Rows)} 行）";
}

public enum SubsidyIssueKind
{
    /// <summary>The whole claim is not paid.</summary>
    Refusal,

    /// <summary>The document does not say; a person decides.</summary>
    Decision,

    /// <summary>These children are not counted, and why.</summary>
    Excluded,

    /// <summary>Counted, but a reviewer should look.</summary>
    Warning,
}
