using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ToyuFlow.Server.Layout;

/// <summary>
/// <c>&lt;due light="@row.Light" text="还剩 3 个工作日（2月7日）" /&gt;</c>: a light with its word and icon, so that the
/// colour never speaks alone.
/// </summary>
[HtmlTargetElement("due", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DueTagHelper(Texts texts) : TagHelper
{
    public DueLight Light { get; set; }

    public string? Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (name, icon, word) = Light switch
        {
            DueLight.InTime => ("in-time", "circle-check", "按时"),
            DueLight.Soon => ("soon", "clock-exclamation", "将到期"),
            DueLight.PastPromise => ("past-promise", "alert-triangle", "超承诺时限"),
            DueLight.PastLaw => ("past-law", "alert-octagon", "超法定时限"),
            DueLight.Paused => ("paused", "player-pause", "计时暂停"),
            DueLight.Finished => ("finished", "checks", "已办结"),
            _ => ("none", "minus", "不计时"),
        };
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"tf-due tf-due-{name}");
        output.Content.AppendHtml($"<span class=\"tf-due-light\"><i class=\"ti ti-{icon}\" aria-hidden=\"true\"></i>");
        output.Content.Append(texts[word]);
        output.Content.AppendHtml("</span>");
        if (!string.IsNullOrEmpty(Text))
        {
            output.Content.AppendHtml("<span class=\"tf-due-text\">");
            output.Content.Append(Text);
            output.Content.AppendHtml("</span>");
        }
    }
}
