using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Tests.Notifications.Templates;

public sealed class TemplateTextTests
{
    private static readonly NoticeValue[] Values = [new("title", "任务名称", "示例"), new("note", "附言", "示例")];

    [Theory]
    [InlineData("{{title}}。{{note}}", "甲<b>&。")]
    [InlineData("{{#if note}}有{{note}}{{else}}没有附言{{/if}}：{{title}}", "没有附言：甲<b>&")]
    [InlineData("{{#unless note}}无{{/unless}}", "无")]
    [InlineData("单个 { 和 } 不是标记", "单个 { 和 } 不是标记")]
    public void A_template_is_filled_as_plain_text(string template, string expected)
    {
        Assert.Null(TemplateText.Fault(template, Values));
        Assert.Equal(expected, TemplateText.Fill(template, new Dictionary<string, string> { ["title"] = "甲<b>&", ["note"] = "" }));
    }

    [Theory]
    [InlineData("{{titel}}", 1, "没有“titel”这个值（可以用：title、note）。")]
    [InlineData("第一行\n{{nothing}}", 2, "没有“nothing”这个值")]
    [InlineData("{{#if title}}\n甲", 1, "没有结束标记 {{/if}}")]
    [InlineData("甲\n\n{{/if}}", 3, "没有对应的 {{#if}}")]
    [InlineData("{{else}}", 1, "只能在 {{#if}}")]
    [InlineData("{{#if title}}{{else}}{{else}}{{/if}}", 1, "只能在 {{#if}}")]
    [InlineData("甲{{title", 1, "看不懂")]
    [InlineData("{{{title}}}", 1, "看不懂")]
    [InlineData("{{title.Length}}", 1, "看不懂")]
    [InlineData("{{../title}}", 1, "看不懂")]
    [InlineData("{{> partial}}", 1, "看不懂")]
    [InlineData("{{#each this}}{{/each}}", 1, "看不懂")]
    [InlineData("{{lookup this \"title\"}}", 1, "看不懂")]
    [InlineData("{{this}}", 1, "没有“this”这个值")]
    [InlineData("{{#if title}}{{/unless}}", 1, "没有对应的 {{#unless}}")]
    public void A_fault_names_line_and_reason(string template, int line, string reason)
    {
        var fault = TemplateText.Fault(template, Values);
        Assert.Equal(line, fault?.Line);
        Assert.Contains(reason, fault!.Reason, StringComparison.Ordinal);
    }
}
