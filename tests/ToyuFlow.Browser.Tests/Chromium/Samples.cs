using System.Text;
using Microsoft.Playwright;

namespace ToyuFlow.Browser.Tests.Chromium;

/// <summary>Invented things to enter and to upload.</summary>
internal static class Samples
{
    /// <summary>Synthetic, with a right check digit.</summary>
    public const string CreditCode = "91510521MA00001460";

    private const string Pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    public static FilePayload Paper(string name) => new() { Name = $"示例材料-{name}.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes(Pdf) };
}
