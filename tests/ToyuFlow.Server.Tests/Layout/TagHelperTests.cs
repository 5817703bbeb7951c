using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Tests.Layout;

public sealed class TagHelperTests
{
    public TagHelperTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

    [Theory]
    [InlineData(123_456L, "1,234.56 元")]
    [InlineData(300_000_000L, "3,000,000.00 元")]
    [InlineData(-5L, "-0.05 元")]
    [InlineData(null, "—")]
    public void An_amount_is_written_in_yuan_with_thousands(long? fen, string expected) =>
        Assert.Equal(expected, Run(new MoneyTagHelper(new Texts()) { Fen = fen }).Content.GetContent());

    [Fact]
    public void A_date_carries_its_weekday_and_a_moment_is_told_in_the_countrys_time()
    {
        Assert.Equal("2025-02-07 周五", Run(new DateCnTagHelper { Day = new DateOnly(2025, 2, 7) }).Content.GetContent());
        var late = new DateTimeOffset(2025, 2, 7, 16, 30, 0, TimeSpan.Zero);
        Assert.Equal("2025-02-08 周六 00:30", Run(new DateCnTagHelper { At = late }).Content.GetContent());
    }

    [Theory]
    [InlineData(DueLight.InTime, "按时")]
    [InlineData(DueLight.Soon, "将到期")]
    [InlineData(DueLight.PastPromise, "超承诺时限")]
    [InlineData(DueLight.PastLaw, "超法定时限")]
    public void A_light_never_speaks_by_its_colour_alone(DueLight light, string word)
    {
        var html = Run(new DueTagHelper(new Texts()) { Light = light, Text = "还剩 3 个工作日（2月7日）" }).Content.GetContent();

        Assert.Contains(word, html, StringComparison.Ordinal);
        Assert.Contains("<i class=\"ti ti-", html, StringComparison.Ordinal);
        Assert.Contains("还剩 3 个工作日", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_is_drawn_without_script_or_outside_picture() =>
        Assert.Contains("<svg", Run(new QrCodeTagHelper { Text = "https://example.test/v/1", Label = "扫码核验" }).Content.GetContent(), StringComparison.Ordinal);

    private static TagHelperOutput Run(TagHelper helper)
    {
        var output = new TagHelperOutput("x", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "test"), output);
        using var writer = new StringWriter();
        output.Content.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        var plain = new DefaultTagHelperContent();
        plain.SetHtmlContent(writer.ToString());
        output.Content = plain;
        return output;
    }
}
