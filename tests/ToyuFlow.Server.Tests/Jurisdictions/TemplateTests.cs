using System.Net;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Jurisdictions;

public sealed class TemplateTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Whoever_reads_the_guide_gets_each_form_and_example_that_it_offers()
    {
        using var client = _app.CreateClient();
        using var guide = await client.GetPageAsync($"/portal/guide/{ToyuFlowApp.Tenant}");
        var links = guide.QuerySelectorAll("a[href^='/jurisdictions/template/']").Select(a => a.GetAttribute("href")!).Distinct().ToList();
        Assert.True(links.Count > 10);
        foreach (var link in links)
        {
            using var answer = await client.GetAsync(link);
            var content = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(link.EndsWith(".pdf", StringComparison.Ordinal) ? "%PDF" : "PK\u0003\u0004", System.Text.Encoding.Latin1.GetString(content, 0, 4));
            Assert.Equal(link.EndsWith(".pdf", StringComparison.Ordinal) ? null : "attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        }
    }

    [Theory]
    [InlineData("luxian/pack.yaml")]
    [InlineData("luxian/..%2Fpack.yaml")]
    [InlineData("nowhere/备案承诺书.docx")]
    public async Task Nothing_else_of_the_folder_is_served(string path)
    {
        using var client = _app.CreateClient();
        using var answer = await client.GetAsync($"/jurisdictions/template/{path}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_form_of_a_material_lies_beside_where_it_is_handed_in()
    {
        var institution = _app.InstitutionOf("luxian-operator");
        var caseId = await _app.AsAsync<Applications, Guid>("luxian-operator", (a, token) => a.OpenAsync(institution, "registration", token));
        using var client = await _app.SignInAsync("luxian-operator");
        using var page = await client.GetPageAsync($"/portal/apply/{caseId}/materials");
        var box = page.QuerySelectorAll(".tf-upload").Single(u => u.TextContent.Contains("设立登记申请书", StringComparison.Ordinal));
        Assert.Equal(2, box.QuerySelectorAll(".tf-upload-links a").Length);
    }

    [Theory]
    [InlineData("template: 备案承诺书.docx", "template: 没有这个.docx", "templates 文件夹里没有「没有这个.docx」")]
    [InlineData("template: 备案承诺书.docx", "template: ../policy.txt", "templates 文件夹里没有「../policy.txt」")]
    [InlineData("material: head_resume", "material: head_resumee", "事项 registration 没有材料「head_resumee」")]
    public void A_form_that_is_not_there_is_a_fault_of_the_pack(string right, string wrong, string reason)
    {
        PackCatalog.Check(PackFolder.CopyWith("luxian/pack.yaml", right, wrong), out var faults);
        Assert.Contains(faults, f => f.ToString().Contains(reason, StringComparison.Ordinal));
    }
}
