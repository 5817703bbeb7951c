using ToyuFlow.Server.Inbox;

namespace ToyuFlow.Server.Tests.Inbox;

public sealed class SubstitutionChainTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whatever is tried, in whatever order: at every hour nobody acts for themselves nor through more hands than allowed, and what was refused would have done so.</summary>
    [Fact]
    public void What_is_let_in_never_makes_a_circle_or_a_long_chain_and_what_is_refused_would()
    {
        var people = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var refused = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var links = new List<SubstitutionLink>();
            for (var i = 0; i < 12; i++)
            {
                var from = random.Next(0, 10);
                var link = new SubstitutionLink(people[random.Next(6)], people[random.Next(6)], Start.AddDays(from), Start.AddDays(from + random.Next(1, 5)));
                var isWrong = Enumerable.Range(0, 15).Any(day => IsWrong([.. links.Append(link).Where(l => l.From <= Start.AddDays(day) && Start.AddDays(day) < l.Until)]));
                Assert.Equal(isWrong, SubstitutionChain.Problem(links, link) is not null);
                if (isWrong)
                {
                    refused++;
                }
                else
                {
                    links.Add(link);
                }
            }
        }

        Assert.True(refused > 1000);
    }

    /// <summary>By walking every way on: one that comes to more links than allowed is too long or goes round; and nobody is named twice by the same person.</summary>
    private static bool IsWrong(List<SubstitutionLink> links) =>
        links.Any(l => l.Principal == l.Substitute)
        || links.GroupBy(l => (l.Principal, l.Substitute)).Any(g => g.Count() > 1)
        || links.Any(l => Walk(links, l.Substitute, 1));

    private static bool Walk(List<SubstitutionLink> links, Guid at, int steps) =>
        steps > SubstitutionChain.Longest || links.Where(l => l.Principal == at).Any(l => Walk(links, l.Substitute, steps + 1));
}
