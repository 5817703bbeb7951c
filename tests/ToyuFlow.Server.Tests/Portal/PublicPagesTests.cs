using System.Net;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Portal;

public sealed class PublicPagesTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_visitor_finds_filed_institutions_with_what_is_public_and_no_persons()
    {
        await new FiledInstitution(_app).FileAsync();
        using var client = _app.CreateClient();
        using var page = await client.GetPageAsync("/portal/public/luxian?q=嘉明");
        var row = Assert.Single(page.QuerySelectorAll("tbody tr")).TextContent;
        Assert.Contains("示例·小橙子托育园", row, StringComparison.Ordinal);
        Assert.Contains("托育备案〔2025〕0001号", row, StringComparison.Ordinal);
        Assert.DoesNotContain("测试员乙", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("0830-8190000", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_institution_that_is_not_filed_is_not_public()
    {
        await new FiledInstitution(_app).RegisterAsync();
        using var client = _app.CreateClient();
        using var page = await client.GetPageAsync("/portal/public/luxian");
        Assert.Empty(page.QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData("/portal/public/nowhere")]
    [InlineData("/portal/guide/nowhere")]
    public async Task A_county_that_is_not_served_is_not_there(string path)
    {
        using var client = _app.CreateClient();
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_first_page_leads_a_visitor_to_everything_public_and_to_the_sign_in()
    {
        using var client = _app.CreateClient();
        using var page = await client.GetPageAsync("/");
        foreach (var door in page.QuerySelectorAll(".tf-doors a").Append(page.QuerySelector(".tf-welcome a")!))
        {
            using var response = await client.GetAsync(door.GetAttribute("href"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_guide_names_who_decides_how_long_it_takes_and_every_paper()
    {
        using var client = _app.CreateClient();
        using var page = await client.GetPageAsync("/portal/guide/luxian");
        var filing = page.QuerySelector("section[aria-labelledby=matter-filing]")!.TextContent;
        Assert.Contains("县卫生健康局", filing, StringComparison.Ordinal);
        Assert.Contains("受理后 5 个工作日内，承诺 3 个工作日内", filing, StringComparison.Ordinal);
        Assert.Contains("只在这种情况下要交：是否供餐：是", filing, StringComparison.Ordinal);
    }
}
