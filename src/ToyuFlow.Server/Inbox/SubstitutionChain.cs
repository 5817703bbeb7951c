namespace ToyuFlow.Server.Inbox;

/// <summary>One link: the substitute acts for the principal from an instant on until before another.</summary>
public sealed record SubstitutionLink(Guid Principal, Guid Substitute, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Keeps substitution free of circles and short: at no instant does anybody act for themselves, nor through more than a few hands.</summary>
public static class SubstitutionChain
{
    /// <summary>A for B for C for D, and no further.</summary>
    public const int Longest = 3;

    /// <summary>What speaks against adding the link; null when nothing does.</summary>
    public static string? Problem(IReadOnlyCollection<SubstitutionLink> links, SubstitutionLink added)
    {
        if (added.Principal == added.Substitute)
        {
            return "不能委托自己代理。";
        }

        // Whatever holds somewhere within the new period holds at its start or where another link begins.
        var instants = links.Select(l => l.From).Where(at => at > added.From && at < added.Until).Prepend(added.From);
        foreach (var at in instants)
        {
            var standing = links.Where(l => l.From <= at && at < l.Until).ToList();
            if (standing.Any(l => l.Principal == added.Principal && l.Substitute == added.Substitute))
            {
                return "这段时间已经委托过这位同志代理。";
            }

            if (Reaches(standing, added.Substitute, added.Principal))
            {
                return "这段时间对方的工作（直接或间接）正由委托人代理，不能互相代理。";
            }

            if (Length(standing, added.Principal, back: true) + 1 + Length(standing, added.Substitute, back: false) > Longest)
            {
                return $"代理最多转 {Longest} 手，请另选一位同志。";
            }
        }

        return null;
    }

    private static bool Reaches(List<SubstitutionLink> links, Guid from, Guid to) =>
        from == to || links.Where(l => l.Principal == from).Any(l => Reaches(links, l.Substitute, to));

    private static int Length(List<SubstitutionLink> links, Guid of, bool back) =>
        links.Where(l => (back ? l.Substitute : l.Principal) == of).Select(l => 1 + Length(links, back ? l.Principal : l.Substitute, back)).DefaultIfEmpty(0).Max();
}
