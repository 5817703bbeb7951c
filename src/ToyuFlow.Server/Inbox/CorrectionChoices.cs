using ToyuFlow.Server.Cases;

namespace ToyuFlow.Server.Inbox;

/// <summary>A paper or entry that a correction notice may name.</summary>
/// <param name="Key">Its name in the posted form; papers and entries may have the same code.</param>
public sealed record CorrectionChoice(string Key, string Code, string Name);

public static class CorrectionChoices
{
    public const string OtherCode = "other";

    /// <summary>Everything that the applicant handed in or should have, papers first, and room for what is not listed.</summary>
    public static IReadOnlyList<CorrectionChoice> Of(CaseContent content) =>
    [
        .. content.Papers.Where(p => p.Code.Length > 0).Select(p => new CorrectionChoice($"paper.{p.Code}", p.Code, p.Name)),
        .. content.Sections.SelectMany(s => s.Values).Select(v => new CorrectionChoice($"entry.{v.Code}", v.Code, v.Label)),
        new CorrectionChoice(OtherCode, OtherCode, "其他"),
    ];
}
