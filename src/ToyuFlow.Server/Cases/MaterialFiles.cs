using Microsoft.Net.Http.Headers;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>
/// Serves the papers of cases. A download is an attachment and is never run by the browser; a preview is only given of kinds that run nothing,
/// under a policy that forbids them everything but to be drawn inside our own pages.
/// </summary>
internal static class MaterialFiles
{
    private const string Download = "default-src 'none'; sandbox; frame-ancestors 'none'";
    private const string PicturePreview = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

    /// <summary>The browser's own PDF viewer does not start in a sandbox; nothing else may be loaded.</summary>
    private const string PdfPreview = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    public static IResult Get(Guid id, string? preview, HttpContext context, DatabaseReader database, CaseReader reader, UploadStore uploads)
    {
        var paper = database.Read(sql => reader.Paper(sql, id));
        if (paper is null)
        {
            return Results.NotFound();
        }

        var inline = preview == "1" && paper.MayPreview;
        var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
        disposition.SetHttpFileName(paper.FileName);
        var headers = context.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.ContentSecurityPolicy = !inline ? Download : paper.ContentType == "application/pdf" ? PdfPreview : PicturePreview;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-store";
        return Results.Stream(uploads.Open(paper.Hash), paper.MayPreview ? paper.ContentType : "application/octet-stream", enableRangeProcessing: true);
    }
}
