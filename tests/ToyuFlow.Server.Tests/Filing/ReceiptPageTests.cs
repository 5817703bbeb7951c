using System.Net;
using System.Text;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Filing;

public sealed class ReceiptPageTests : IAsyncLifetime, IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private Guid _receipt;

    public async Task InitializeAsync() => _receipt = await new FiledInstitution(_app).FileAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("luxian-operator")]
    [InlineData("luxian-health-accept")]
    public async Task A_receipt_prints_with_its_number_its_facts_a_seal_place_a_code_and_the_notice_of_conditions(string userName)
    {
        using var client = await _app.SignInAsync(userName);
        using var page = await client.GetPageAsync($"/filing/receipt/{_receipt}");
        var text = page.Body!.TextContent;
        Assert.Equal("托育备案〔2025〕0001号", page.QuerySelector(".tf-sheet-number")!.TextContent);
        foreach (var said in new[] { "示例·小橙子托育园", "91510521MA00001460", "示例路12号附3号", "县市场监管局", "90 个", "县卫生健康局", "2025年3月7日", "托育机构基本条件告知书", "不低于 1：3" })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        Assert.NotNull(page.QuerySelector(".tf-seal[data-seal='（盖章处）']"));
        Assert.NotNull(page.QuerySelector(".tf-qr svg"));
    }

    [Theory]
    [InlineData("luxian-operator2")]
    [InlineData("luxian-samr-accept")]
    public async Task A_receipt_is_not_there_for_others(string userName)
    {
        using var client = await _app.SignInAsync(userName);
        using var response = await client.GetAsync($"/filing/receipt/{_receipt}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_list_is_searched_and_taken_away_as_a_table_in_which_nothing_runs()
    {
        _app.Read(sql => sql.Execute("update filing_record set address = '=1+1,\"x\"'"));
        using var client = await _app.SignInAsync("luxian-samr-accept");
        using (var found = await client.GetPageAsync("/filing?q=小橙子"))
        {
            Assert.Single(found.QuerySelectorAll("tbody tr"));
        }

        using (var none = await client.GetPageAsync("/filing?q=%25"))
        {
            Assert.Empty(none.QuerySelectorAll("tbody tr"));
        }

        using var table = await client.GetAsync("/filing?handler=Export");
        var bytes = await table.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal("备案编号,机构名称,统一社会信用代码,机构住所,登记机关,托位数,备案日期,状态", lines[0]);
        Assert.Equal("托育备案〔2025〕0001号,示例·小橙子托育园,91510521MA00001460,\"'=1+1,\"\"x\"\"\",县市场监管局,90,2025-03-07,有效", lines[1]);
    }

    [Fact]
    public async Task Anybody_verifies_a_receipt_by_its_code_however_it_is_typed()
    {
        using var client = _app.CreateClient();
        var code = Code();
        foreach (var typed in new[] { code, code.ToLowerInvariant(), string.Join(' ', code.Chunk(4).Select(c => new string(c))) })
        {
            using var page = await client.GetPageAsync($"/verify?code={Uri.EscapeDataString(typed)}");
            Assert.Equal("这份回执真实有效", page.QuerySelector(".tf-answer b")!.TextContent);
            Assert.Contains("托育备案〔2025〕0001号", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_void_receipt_says_so()
    {
        _app.Read(sql => sql.Execute("update filing_record set voided_at = @at", ("at", ToyuFlowApp.Start)));
        using var client = _app.CreateClient();
        using var page = await client.GetPageAsync($"/verify/{Code()}");
        Assert.Equal("这份回执已于 2025-03-07 周五 作废", page.QuerySelector(".tf-answer b")!.TextContent);
    }

    [Fact]
    public async Task Every_wrong_code_gets_the_same_answer()
    {
        using var client = _app.CreateClient();
        var answers = new List<string>();
        foreach (var wrong in new[] { "00000000000000000000", Code()[..^1], Code() + "0", "x", "' or 1=1 --", new string('A', 300) })
        {
            using var page = await client.GetPageAsync($"/verify?code={Uri.EscapeDataString(wrong)}");
            page.QuerySelector("input[name=code]")!.RemoveAttribute("value");
            answers.Add(page.QuerySelector("main")!.TextContent);
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("没有查到这份回执", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down()
    {
        using var client = _app.CreateClient();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 31; i++)
        {
            using var response = await client.GetAsync($"/verify/{i}");
            statuses.Add(response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.All(statuses.Take(30), s => Assert.Equal(HttpStatusCode.OK, s));
    }

    private string Code() => _app.Read(sql => sql.Scalar<string>("select verification_code from filing_record"))!;
}
