using System.Net;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Conventions;

/// <summary>What the menu offers a person, the person may open.</summary>
public sealed class MenuTests(ToyuFlowApp app) : IClassFixture<ToyuFlowApp>
{
    [Theory]
    [InlineData("luxian-health-accept")]
    [InlineData("luxian-health-approve")]
    [InlineData("luxian-samr-approve")]
    [InlineData("luxian-fin-approve")]
    [InlineData("luxian-operator")]
    [InlineData("luxian-system")]
    [InlineData("luxian-security")]
    [InlineData("luxian-audit")]
    public async Task No_line_of_the_menu_is_refused(string userName)
    {
        using var client = await app.SignInAsync(userName);
        using var page = await client.GetPageAsync("/notifications/settings");
        var lines = page.QuerySelectorAll("#nav ul a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(lines.Count > 2, $"{lines.Count} lines");
        foreach (var line in lines)
        {
            using var answer = await client.GetAsync(line);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{line}: {answer.StatusCode} {answer.Headers.Location}");
        }
    }
}
