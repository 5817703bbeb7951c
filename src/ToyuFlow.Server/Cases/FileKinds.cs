using System.IO.Compression;
using System.Text;

namespace ToyuFlow.Server.Cases;

/// <summary>A kind of file that may be handed in.</summary>
public sealed record FileKind(string ContentType, params string[] Extensions);

/// <summary>Recognizes files by their content, and makes names harmless.</summary>
public static class FileKinds
{
    private const int LongestName = 120;

    private static readonly FileKind Pdf = new("application/pdf", "pdf");
    private static readonly FileKind Png = new("image/png", "png");
    private static readonly FileKind Jpeg = new("image/jpeg", "jpg", "jpeg");
    private static readonly FileKind Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    private static readonly FileKind Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
    private static readonly FileKind Csv = new("text/csv", "csv");

    public static FileKind? Recognize(byte[] content) => content switch
    {
        [0x25, 0x50, 0x44, 0x46, ..] => Pdf,
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x50, 0x4B, 0x03, 0x04, ..] => Office(content),
        _ => IsText(content) ? Csv : null,
    };

    /// <summary>The last part of the name without control characters, direction marks or anything that a header or path could trip over.</summary>
    public static string SafeName(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var safe = string.Concat(last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format && !"\"<>|:*?;".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        return safe.Length == 0 ? "材料" : safe.Length <= LongestName ? safe : safe[^LongestName..];
    }

    private static FileKind? Office(byte[] content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > 5000 || archive.Entries.Sum(e => e.Length) > 200L * 1024 * 1024)
            {
                return null;
            }

            return archive.GetEntry("xl/workbook.xml") is not null ? Xlsx : archive.GetEntry("word/document.xml") is not null ? Docx : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsText(byte[] content)
    {
        try
        {
            return !content.AsSpan().Contains((byte)0) && new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(content) > 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
