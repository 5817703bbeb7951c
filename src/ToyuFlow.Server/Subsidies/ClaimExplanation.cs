using System.Text.Json;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Why an amount is what it is, down to the sentence of the policy; kept with the claim, so that it reads the same when the policy has changed.</summary>
public sealed record ClaimExplanation
{
    public IReadOnlyList<ClaimLine> Lines { get; init; } = [];

    public IReadOnlyList<FactFinding> Facts { get; init; } = [];

    /// <summary>Why nothing is paid, or what a person has to decide, in sentences.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Children that are not counted, and what a reviewer should look at, by line of the roster; no names.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Which level of government bears how much; empty where the shares are not decided.</summary>
    public IReadOnlyList<ClaimShare> Shares { get; init; } = [];

    /// <summary>Set when the money did not reach and all who waited were cut in proportion.</summary>
    public ClaimCut? Cut { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, JournalJson.Options);

    public static ClaimExplanation FromJson(string json) => JsonSerializer.Deserialize<ClaimExplanation>(json, JournalJson.Options) ?? new ClaimExplanation();
}

/// <summary>One product of the sum: a count at a rate.</summary>
/// <param name="Quote">The words of the policy that give the rate; null where the tenant set it.</param>
/// <param name="Source">The whole reference in words.</param>
public sealed record ClaimLine(string What, int Count, string Unit, long RateFen, long AmountFen, string RuleId, string? Quote, int? PolicyLine, string Source)
{
    public Money Rate => new(RateFen);

    public Money Amount => new(AmountFen);
}

/// <summary>A condition of the scheme and whether it holds.</summary>
/// <param name="Refusal">What is missing, in words to the applicant; null when it holds.</param>
public sealed record FactFinding(string Code, string Name, bool? Holds, string? Refusal);

/// <param name="FullFen">What the lines sum to.</param>
/// <param name="AskedFen">What all who waited asked for together.</param>
/// <param name="AvailableFen">What there was for all of them.</param>
public sealed record ClaimCut(long FullFen, long AskedFen, long AvailableFen, string Source)
{
    public Money Full => new(FullFen);

    public Money Asked => new(AskedFen);

    public Money Available => new(AvailableFen);
}

public sealed record ClaimShare(string Level, long AmountFen);
