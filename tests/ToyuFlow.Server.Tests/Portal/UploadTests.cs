using System.Net;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Portal;

public sealed class UploadTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_program_that_calls_itself_a_document_is_refused_by_its_content_and_the_good_file_beside_it_is_kept()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var path = $"/portal/apply/{await founder.BeginAsync()}/materials";
        using var response = await founder.UploadAsync(path, "application", ("申请书.pdf", Applicant.Program), ("申请书2.pdf", Applicant.Pdf));
        using var page = await response.ReadPageAsync();
        Assert.Contains("“申请书.pdf”的内容不是可以接收的类型", page.QuerySelector("#field-material-application-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("申请书2.pdf", Assert.Single(page.QuerySelectorAll(".tf-files a")).TextContent);
    }

    [Fact]
    public async Task A_file_of_21_MB_is_answered_with_a_sentence()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var path = $"/portal/apply/{await founder.BeginAsync()}/materials";
        var large = new byte[21 * 1024 * 1024];
        Applicant.Pdf.CopyTo(large, 0);
        using var response = await founder.UploadAsync(path, "application", ("大文件.pdf", large));
        using var page = await response.ReadPageAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("“大文件.pdf”超过 20 MB", page.QuerySelector("#field-material-application-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Papers());
    }

    [Theory]
    [InlineData("../../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("..\\\\..\\\\windows\\\\x.pdf", "x.pdf")]
    [InlineData("a%0D%0ASet-Cookie: x=1.pdf", "a%0D%0ASet-Cookie x=1.pdf")]
    [InlineData("<script>alert(1)</script>.pdf", "script.pdf")]
    public async Task A_hostile_name_becomes_harmless(string name, string kept)
    {
        using var founder = await Applicant.SignInAsync(_app);
        var path = $"/portal/apply/{await founder.BeginAsync()}/materials";
        using (await founder.UploadAsync(path, "application", (name, Applicant.Pdf)))
        {
        }

        using var page = await founder.OpenAsync(path);
        Assert.Equal(kept, Assert.Single(page.QuerySelectorAll(".tf-files a")).TextContent);
    }

    [Fact]
    public async Task A_line_break_in_a_name_does_not_reach_the_page()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        await _app.AsAsync<Materials, Guid>("luxian-operator", (m, token) => m.AddAsync(caseId, "application", new UploadedFile("a\r\nSet-Cookie: x=1.pdf", Applicant.Pdf), token));
        using var page = await founder.OpenAsync($"/portal/apply/{caseId}/materials");
        Assert.Equal("aSet-Cookie x=1.pdf", Assert.Single(page.QuerySelectorAll(".tf-files a")).TextContent);
    }

    [Fact]
    public async Task The_eleventh_file_of_a_material_is_refused_and_ten_are_kept()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var path = $"/portal/apply/{await founder.BeginAsync()}/materials";
        using var response = await founder.UploadAsync(path, "application", [.. Enumerable.Range(1, 11).Select(i => ($"{i}.pdf", Applicant.Pdf))]);
        using var page = await response.ReadPageAsync();
        Assert.Contains("最多 10 个文件", page.QuerySelector("#field-material-application-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(10, Papers());
    }

    [Fact]
    public async Task A_file_is_taken_out_again()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var path = $"/portal/apply/{await founder.BeginAsync()}/materials";
        using (await founder.UploadAsync(path, "application", ("a.pdf", Applicant.Pdf)))
        {
        }

        using var page = await founder.OpenAsync(path);
        using (await founder.PostAsync(path, page, ("remove", page.QuerySelector("button[name=remove]")!.GetAttribute("value")!)))
        {
        }

        Assert.Equal(0, Papers());
    }

    private long Papers() => _app.Read(sql => sql.Scalar<long>("select count(*) from case_material"));
}
