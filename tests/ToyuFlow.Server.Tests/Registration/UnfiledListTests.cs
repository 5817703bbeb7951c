using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Registration;

public sealed class UnfiledListTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_registered_institution_stands_in_the_list_with_its_days_and_contact_until_it_is_filed()
    {
        var institution = new FiledInstitution(_app);
        var caseId = await institution.RegisterAsync();
        _app.Clock.Advance(TimeSpan.FromDays(12));
        using var client = await _app.SignInAsync("luxian-health-accept");
        using (var before = await client.GetPageAsync("/registration"))
        {
            var row = Assert.Single(before.QuerySelectorAll("tbody tr")).TextContent;
            Assert.Contains("示例·小橙子托育园", row, StringComparison.Ordinal);
            Assert.Contains("12 天", row, StringComparison.Ordinal);
            Assert.Contains("还没有联系", row, StringComparison.Ordinal);
        }

        await new CaseDriver(_app).DecideAsync(caseId, "contact", "luxian-health-accept", "Contacted");
        using var after = await client.GetPageAsync("/registration");
        Assert.Contains("2025-03-19 已联系", Assert.Single(after.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filed_institution_leaves_the_list()
    {
        await new FiledInstitution(_app).FileAsync();
        using var client = await _app.SignInAsync("luxian-health-accept");
        using var page = await client.GetPageAsync("/registration");
        Assert.Empty(page.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task The_list_is_the_lead_bureaus()
    {
        using var client = await _app.SignInAsync("luxian-samr-accept");
        using var response = await client.GetAsync("/registration");
        Assert.Equal("/accounts/denied", response.Headers.Location?.AbsolutePath);
        using var inbox = await client.GetPageAsync("/filing");
        Assert.Null(inbox.QuerySelector("nav a[href='/registration']"));
    }
}
