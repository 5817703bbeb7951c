using System.Net;
using ToyuFlow.Server.Recognition;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Recognition;

public sealed class RecognitionTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly MoneyDriver _money;

    public RecognitionTests() => _money = new MoneyDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_lead_bureau_recognizes_an_institution_on_its_page_and_it_is_audited()
    {
        await _money.PrepareAsync(MoneyDriver.Operator, demonstration: false);
        using var officer = await _app.SignInAsync("luxian-health-approve");
        var path = $"/recognition/institution/{_app.InstitutionOf(MoneyDriver.Operator)}";
        using var posted = await officer.PostFormAsync(path, new Dictionary<string, string> { ["standing"] = "demonstration", ["documentNumber"] = "示例卫健认〔2025〕1号", ["documentDate"] = "2025-03-06" });
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        Assert.True(_app.Read(sql => sql.Scalar<bool>("select is_demonstration from institution where id = @id", ("id", _app.InstitutionOf(MoneyDriver.Operator)))));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'institution.recognized'")));
        using var page = await officer.GetPageAsync(path);
        Assert.Contains("示例卫健认〔2025〕1号", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_without_a_document_is_refused_beside_its_field_and_keeps_what_was_entered()
    {
        await _money.PrepareAsync(MoneyDriver.Operator, demonstration: false);
        using var officer = await _app.SignInAsync("luxian-health-approve");
        using var posted = await officer.PostFormAsync($"/recognition/institution/{_app.InstitutionOf(MoneyDriver.Operator)}", new Dictionary<string, string> { ["standing"] = "demonstration", ["documentNumber"] = "", ["documentDate"] = "2025-04-01" });
        using var page = await posted.ReadPageAsync();
        Assert.Contains("文号", page.QuerySelector("#field-documentNumber-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2025-04-01", page.QuerySelector("#field-documentDate")!.GetAttribute("value"));
        Assert.Contains("不能晚于今天", page.QuerySelector("#field-documentDate-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bureau_cannot_recognize()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var decision = new RecognitionDecision(_app.InstitutionOf(MoneyDriver.Operator), true, true, "示例1号", new DateOnly(2025, 3, 1));
        await Assert.ThrowsAsync<ForbiddenException>(() => _app.AsAsync<RecognizeInstitution>("luxian-fin-approve", (r, token) => r.RunAsync(decision, token)));
    }
}
