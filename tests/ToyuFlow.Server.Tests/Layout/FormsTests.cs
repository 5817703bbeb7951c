using ToyuFlow.Server.Layout.Forms;

namespace ToyuFlow.Server.Tests.Layout;

public sealed class FormsTests(LayoutApp app) : IClassFixture<LayoutApp>
{
    [Theory]
    [InlineData(FieldKind.Text, "input[type=text]")]
    [InlineData(FieldKind.Number, "input[inputmode=numeric]")]
    [InlineData(FieldKind.Date, "input[type=date]")]
    [InlineData(FieldKind.Uscc, "input[maxlength='18']")]
    [InlineData(FieldKind.Phone, "input[type=tel]")]
    [InlineData(FieldKind.TextArea, "textarea")]
    [InlineData(FieldKind.Money, "input[inputmode=decimal]")]
    [InlineData(FieldKind.CheckBox, "input[type=checkbox]")]
    public async Task Every_kind_of_field_has_an_input_with_its_label_and_its_error(FieldKind kind, string selector)
    {
        var page = await app.RenderAsync("Forms/_FormField", new FormField(
            "places", "托位数", kind, Required: true, Help: "按验收的托位填写", Error: "请填写托位数。"));

        var input = page.QuerySelector(selector)!;
        Assert.Equal("field-places", input.Id);
        Assert.Equal("places", input.GetAttribute("name"));
        Assert.True(input.HasAttribute("required"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.All(input.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
        var label = page.QuerySelector("label[for=field-places]") ?? input.Closest("label");
        Assert.Contains("托位数", label!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_choice_shows_all_options_and_a_long_one_is_a_list()
    {
        static FormField Choice(int options) => new(
            "kind", "类型", FieldKind.Choice, "2", Options: [.. Enumerable.Range(1, options).Select(n => new FieldOption($"{n}", $"类型{n}"))]);

        var few = await app.RenderAsync("Forms/_FormField", Choice(3));
        var many = await app.RenderAsync("Forms/_FormField", Choice(6));

        Assert.Equal("2", Assert.Single(few.QuerySelectorAll("input[type=radio][checked]")).GetAttribute("value"));
        Assert.Equal("类型2", many.QuerySelector("option[selected]")!.TextContent);
    }

    [Fact]
    public async Task A_read_only_field_shows_the_words_of_the_value()
    {
        var field = new FormField("kind", "类型", FieldKind.Choice, "npo", Options: [new("npo", "非营利性")]);

        var page = await app.RenderAsync("Forms/_FormField", field with { IsReadOnly = true });

        Assert.Empty(page.QuerySelectorAll("input"));
        Assert.Contains("非营利性", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_errors_links_to_each_wrong_field()
    {
        FormField[] fields =
        [
            new("name", "机构名称", FieldKind.Text, Error: "请填写机构名称。"),
            new("phone", "联系电话", FieldKind.Phone),
        ];

        var page = await app.RenderAsync("Forms/_Errors", ErrorSummary.From(fields));

        Assert.Equal("#field-name", Assert.Single(page.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Contains("有 1 处需要修改", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_error_of_the_whole_form_is_said_without_a_list()
    {
        var page = await app.RenderAsync("Forms/_Errors", new ErrorSummary([new(null, "用户名或密码不对。")]));

        Assert.Equal("用户名或密码不对。", page.QuerySelector("[role=alert]")!.TextContent.Trim());
        Assert.Empty(page.QuerySelectorAll("li"));
    }

    [Fact]
    public async Task An_upload_lists_what_is_there_and_says_what_it_takes()
    {
        var page = await app.RenderAsync("Forms/_Upload", new Upload(
            "licence", "营业执照", true, [new("示例执照.pdf", 2_621_440, "/materials/1", "1")], ExampleHref: "/examples/licence"));

        Assert.Contains("2.5 MB", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("PDF、JPG、JPEG、PNG", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.QuerySelector("button[name=remove]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("a[href='/examples/licence']"));
        Assert.NotNull(page.QuerySelector("label[for=field-licence]"));
    }
}
