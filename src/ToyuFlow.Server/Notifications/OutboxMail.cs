using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Options;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Smtp;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Makes the message of a row: the same on every try, with a plain and a simple HTML part and its attachment.</summary>
public sealed class OutboxMail(MailOptions options, UploadStore uploads, IOptions<LayoutOptions> layout)
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
        Text = TextOf(row),
        Html = HtmlOf(row),
        Attachments = row.AttachmentHash.Length > 0 ? [await AttachmentAsync(row, cancellationToken)] : [],
    };

    /// <summary>With the address of the page, when the service knows its own.</summary>
    private string TextOf(OutboxRow row) => layout.Value.AddressOf(row.Link) is { Length: > 0 } link ? $"{row.Text}\n{link}" : row.Text;

    private string HtmlOf(OutboxRow row)
    {
        var html = new StringBuilder("<div style=\"font:14px/1.7 'PingFang SC','Microsoft YaHei',sans-serif;color:#1f2937;max-width:40em\">");
        foreach (var line in TextOf(row).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = Html.Encode(line);
            html.Append("<p>").Append(IsLink(line) ? $"<a href=\"{words}\">{words}</a>" : words).Append("</p>");
        }

        return html.Append("<p style=\"color:#6b7280\">").Append(Html.Encode(options.FromName)).Append("（系统自动发送，请勿回复）</p></div>").ToString();
    }

    /// <summary>Only into the service itself: nothing that people wrote becomes a link.</summary>
    private bool IsLink(string line) => layout.Value.AddressOf("/") is { Length: > 0 } own && line.StartsWith(own, StringComparison.Ordinal) && !line.Any(char.IsWhiteSpace);

    private async Task<MailAttachment> AttachmentAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        await using var file = uploads.Open(row.AttachmentHash);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return new MailAttachment(row.AttachmentName, Types.TryGetContentType(row.AttachmentName, out var type) ? type : "application/octet-stream", content.ToArray());
    }
}
