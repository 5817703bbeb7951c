using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ToyuFlow.Server.Layout;

/// <summary><c>&lt;date-cn day="…" /&gt;</c> for a date, <c>&lt;date-cn at="…" /&gt;</c> for a moment; a dash when there is none.</summary>
[HtmlTargetElement("date-cn", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DateCnTagHelper : TagHelper
{
    public DateOnly? Day { get; set; }

    public DateTimeOffset? At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        var day = Day ?? At?.DateInChina();
        if (day is null)
        {
            output.TagName = "span";
            output.Content.SetContent("—");
            return;
        }
        output.TagName = "time";
        output.Attributes.SetAttribute("class", "tf-date");
        output.Attributes.SetAttribute("datetime", At?.InChina().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? day.Value.Iso());
        output.Content.SetContent(At?.Long() ?? day.Value.Long());
    }
}
