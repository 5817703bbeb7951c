using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ToyuFlow.Server.Layout;

/// <summary><c>&lt;money fen="123456" /&gt;</c>: 1,234.56 元, figures of equal width; a dash when there is no amount.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MoneyTagHelper(Texts texts) : TagHelper
{
    public long? Fen { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Fen < 0 ? "tf-money tf-money-negative" : "tf-money");
        output.Content.SetContent(Fen is { } fen ? texts["{0} 元", Yuan(fen)] : "—");
    }

    public static string Yuan(long fen) => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);
}
