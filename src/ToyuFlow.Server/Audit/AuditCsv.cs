using System.Globalization;
using System.Text;

namespace ToyuFlow.Server.Audit;

/// <summary>The audit as a table that spreadsheets open with its Chinese intact and without running what somebody typed as a formula.</summary>
public static class AuditCsv
{
    public static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    public static async Task WriteAsync(IEnumerable<AuditItem> items, Stream to, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("时间,人员,自动,操作,对象,对象名称,对象编号,案号,说明".AsMemory(), cancellationToken);
        foreach (var item in items)
        {
            string[] cells =
            [
                item.At.ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), item.Who, item.IsAutomatic ? "是" : "", AuditWords.Action(item.Action),
                AuditWords.Subject(item.SubjectKind), item.SubjectName, item.SubjectId, item.CaseNumber, AuditWords.Detail(item.Detail),
            ];
            await writer.WriteLineAsync(string.Join(',', cells.Select(Cell)).AsMemory(), cancellationToken);
        }
    }

    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
