using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.StaticFiles;
using ToyuFlow.Server.Notifications.Smtp;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Makes the message of a row: the same on every try, with a plain and a simple HTML part and its attachment.</summary>
public sealed class OutboxMail(MailOptions options, UploadStore uploads)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly FileExtensionContentTypeProvider Types = new();

    public async Task<OutgoingMail> OfAsync(OutboxRow row, CancellationToken cancellationToken) => new()
    {
        MessageId = OutgoingMail.IdFor(row.Id, options.From),
        Date = row.CreatedAt,
        From = new MailPerson(options.From, options.FromName.Length > 0 ? options.FromName : null),
        To = [new MailPerson(row.Recipient)],
        Subject = row.Subject,
        Text = row.Text,
        Html = HtmlOf(row),
        Attachments = row.AttachmentHash.Length > 0 ? [await AttachmentAsync(row, cancellationToken)] : [],
    };

    private string HtmlOf(OutboxRow row)
    {
        var html = new StringBuilder("<div style=\"font:14px/1.7 'PingFang SC','Microsoft YaHei',sans-serif;color:#1f2937;max-width:40em\">");
        foreach (var line in row.Text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append("<p>").Append(Html.Encode(line)).Append("</p>");
        }

        return html.Append("<p style=\"color:#6b7280\">").Append(Html.Encode(options.FromName)).Append("（系统自动发送，请勿回复）</p></div>").ToString();
    }

    private async Task<MailAttachment> AttachmentAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var file = uploads.Open(row.AttachmentHash);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return new MailAttachment(row.AttachmentName, Types.TryGetContentType(row.AttachmentName, out var type) ? type : "application/octet-stream", content.ToArray());
    }
}
