namespace ToyuFlow.Server.Inbox.Signing;

public enum SignMode
{
    /// <summary>One person, or whoever of the post claims it.</summary>
    Single,

    /// <summary>会签: all have to agree.</summary>
    All,

    /// <summary>或签: the first yes or no decides.</summary>
    Any,

    /// <summary>依次: one after the other, each after the one before agreed.</summary>
    Sequence,

    /// <summary>票签.</summary>
    Vote,

    /// <summary>多部门会签: so many of each department.</summary>
    Groups,
}

/// <summary>How a step that several sign is decided. Percentages are of the weight of all voices.</summary>
public sealed record SignRule
{
    public const decimal UsualThreshold = 50;

    public static readonly SignRule OnePerson = new();

    public SignMode Mode { get; init; }

    /// <summary>会签 only: a no does not end it at once.</summary>
    public bool WaitForAll { get; init; }

    /// <summary>票签: how much has to agree.</summary>
    public decimal Threshold { get; init; } = UsualThreshold;

    /// <summary>More than the threshold rather than as much.</summary>
    public bool Strict { get; init; }

    /// <summary>票签: so much against refuses it.</summary>
    public decimal? RejectThreshold { get; init; }

    /// <summary>法定人数: how much has to have voted, by people and not by the clock.</summary>
    public decimal? Quorum { get; init; }

    /// <summary>一票否决.</summary>
    public bool Veto { get; init; }

    /// <summary>多部门会签: how many of each group; 0 means everybody.</summary>
    public int GroupMinimum { get; init; }

    /// <summary>How often added signers may add others in turn: 1 means that they may not.</summary>
    public int AddDepth { get; init; } = 1;

    /// <summary>依次: each has the whole limit from when it is their turn, instead of one limit for all.</summary>
    public bool LimitPerPerson { get; init; }

    /// <summary>What cannot be right whoever signs; one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Mode == SignMode.Vote)
        {
            if (Threshold is < 0 or > 100 || (Threshold == 0 && !Strict) || (Threshold == 100 && Strict))
            {
                yield return "票签的通过比例应在 0 到 100 之间，且能够达到。";
            }

            if (RejectThreshold is <= 0 or > 100)
            {
                yield return "票签的否决比例应大于 0、不超过 100。";
            }
            else if (RejectThreshold is { } reject && Threshold + reject <= 100)
            {
                yield return "通过比例与否决比例之和必须大于 100，否则可能同时通过又否决。";
            }

            if (Quorum is <= 0 or > 100)
            {
                yield return "票签的法定人数比例应大于 0、不超过 100。";
            }
        }

        if (GroupMinimum < 0)
        {
            yield return "每个部门的最少同意人数不能小于 0。";
        }

        if (AddDepth is < 0 or > 5)
        {
            yield return "加签层数应在 0 到 5 之间。";
        }
    }
}
