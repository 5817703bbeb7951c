using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A subsidy: who may have it, by what rates, who pays.</summary>
/// <param name="Eligibility">Codes of the facts that must all hold.</param>
/// <param name="BudgetLine">The line that it is paid from; null when the document names none.</param>
/// <param name="StacksOn">Subsidies of other levels that it comes on top of, for the record.</param>
public sealed record SubsidyScheme(
    string Code,
    string Name,
    SubsidyKind Kind,
    SubsidyUnit Unit,
    SubsidyPeriod Period,
    string Basis,
    IReadOnlyList<string> Eligibility,
    IReadOnlyList<SubsidyRate> Rates,
    IReadOnlyList<PayerShare> Payers,
    string? BudgetLine,
    string? FundSource,
    DateOnly? From,
    DateOnly? To,
    IReadOnlyList<string> StacksOn,
    RuleSource Source)
{
    /// <summary>The whole split among its payers; null while a share is not decided.</summary>
    public IReadOnlyList<(PayerShare Payer, Money Amount)>? Split(Money whole)
    {
        if (Payers.Count == 0 || Payers.Any(payer => payer.Weight is null))
        {
            return null;
        }
        var parts = whole.Split([.. Payers.Select(payer => payer.Weight!.Value)]);
        return [.. Payers.Zip(parts)];
    }
}

/// <summary>One rate of a scheme.</summary>
/// <param name="Classes">The classes that it is paid for; empty when it is not by class.</param>
/// <param name="Amount">Per unit; null when the document leaves it open.</param>
/// <param name="IsCeiling">「不高于」: the amount is the most that may be set, not what is paid.</param>
/// <param name="UnderMonths">Only children younger than this count (混龄班收托2周岁以下幼儿).</param>
public sealed record SubsidyRate(string Id, IReadOnlyList<string> Classes, Money? Amount, bool IsCeiling, int? UnderMonths, RuleSource Source);

/// <summary>A level of government and its weight in the split; null when the document gives no share.</summary>
public sealed record PayerShare(string Level, int? Weight);

public enum SubsidyKind
{
    Construction,
    Operating,
    Award,
    Rent,
    Package,
    Other,
}

public enum SubsidyUnit
{
    Bed,
    ChildMonth,
    ChildYear,
    Institution,
    Once,
}

public enum SubsidyPeriod
{
    Once,
    Month,
    Year,
}
