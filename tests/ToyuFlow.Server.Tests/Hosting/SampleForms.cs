using System.Globalization;
using System.Text;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>Fills any form of a pack with invented values that pass its checks.</summary>
internal static class SampleForms
{
    /// <summary>A one-page PDF that any reader opens.</summary>
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    public static Dictionary<string, string> Fill(Matter matter)
    {
        var form = new Dictionary<string, string>();
        foreach (var field in matter.Fields)
        {
            if (field.IsAsked(form))
            {
                form[field.Code] = Value(field);
            }
        }

        return form;
    }

    public static UploadedFile Paper(Material material) => new($"{material.Name}.pdf", Pdf);

    private static string Value(FormField field) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.YesNo => field.Code == "type" ? "profit" : field.Options[^1].Value,
        FieldKind.Multiple => field.Options[0].Value,
        FieldKind.Number => (field.Min ?? 1).ToString(CultureInfo.InvariantCulture),
        FieldKind.Money => "100000",
        FieldKind.Date => "2025-02-07",
        FieldKind.Phone => "0830-8190000",
        FieldKind.Uscc => "91510521MA00001460",
        FieldKind.ResidentId => "11010519491231002X",
        _ => field.Code == "month" ? "2025-03" : "示例填写内容"[..Math.Min(6, (int)(field.Max ?? 6))],
    };
}
