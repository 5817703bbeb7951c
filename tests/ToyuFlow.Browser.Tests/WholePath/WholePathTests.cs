using ToyuFlow.Browser.Tests.Chromium;
using ToyuFlow.Server.Tests.Hosting;
using Xunit.Abstractions;

namespace ToyuFlow.Browser.Tests.WholePath;

/// <summary>An institution's whole way in a browser, each step done by the person whose step it is.</summary>
public sealed class WholePathTests(Chromium.Browser browser, ITestOutputHelper output) : IClassFixture<Chromium.Browser>
{
    [Fact]
    public async Task An_institution_goes_from_application_to_first_payment_and_first_inspection()
    {
        using var app = new ToyuFlowApp();
        app.UseKestrel(0);
        app.StartServer();
        var pictures = new Pictures();
        var path = new InstitutionPath(browser, app, app.ClientOptions.BaseAddress, pictures);
        await path.RegisterAsync();
        output.WriteLine("registered");
        await path.FileAsync();
        output.WriteLine("filed");
        await path.AcceptAsync();
        output.WriteLine("accepted");
        await path.PayAsync();
        output.WriteLine("paid");
        await path.InspectAsync();
        output.WriteLine("inspected");
        await path.RectifyAsync();
        output.WriteLine("rectified");
        await path.LookAroundAsync();
        Assert.Empty(pictures.TooWide);
        Assert.True(pictures.Barriers.Count == 0, string.Join('\n', pictures.Barriers.GroupBy(b => b.Rule).Select(g => $"{g.Key} on {string.Join(", ", g.Select(b => b.Page).Distinct())}")));
    }
}
