using Microsoft.AspNetCore.Razor.TagHelpers;
using QRCoder;

namespace ToyuFlow.Server.Layout;

/// <summary><c>&lt;qr-code text="https://…" label="…" /&gt;</c>: drawn as SVG, so that it prints sharp and needs no script.</summary>
[HtmlTargetElement("qr-code", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class QrCodeTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    /// <summary>What scanning it is good for, read aloud and shown under it.</summary>
    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "tf-qr");
        using var data = QRCodeGenerator.GenerateQrCode(Text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        output.Content.AppendHtml(code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute));
        if (Label is not null)
        {
            output.Content.AppendHtml("<figcaption>");
            output.Content.Append(Label);
            output.Content.AppendHtml("</figcaption>");
        }
    }
}
