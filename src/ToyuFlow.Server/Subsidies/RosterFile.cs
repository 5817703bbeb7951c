using System.Globalization;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Reads a roster from CSV or xlsx and writes the template. Which of the two a file is, is told by its content, not its name.</summary>
public static class RosterFile
{
    internal const string IdentityCard = "居民身份证";
    internal const string BirthCertificate = "出生医学证明";

    private const int MostRows = 5000;
    private static readonly string[] DateShapes = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    internal static IReadOnlyList<string> Columns { get; } =
        ["姓名", "证件类型", "证件号码", "出生日期", "班型", "入托日期", "离托日期", "本月出勤天数", "本月保育费"];

    private static readonly string[] Needed = ["姓名", "证件号码", "出生日期", "班型", "入托日期"];

    /// <summary>Reads the whole file and reports every fault by row and column; entries are complete only when there is none.</summary>
    public static RosterReading Read(Stream file, PolicyPack pack)
    {
        var errors = new List<RosterError>();
        RosterRows rows;
        try
        {
            rows = RosterRows.Open(file);
        }
        catch (RosterFormatException error)
        {
            return new RosterReading([], [new RosterError(1, "", error.Message)]);
        }
        foreach (var column in Needed.Where(column => !rows.Has(column)))
        {
            errors.Add(new RosterError(1, column, $"第一行标题中没有“{column}”这一列，请使用模板填写。"));
        }
        if (errors.Count > 0)
        {
            return new RosterReading([], errors);
        }
        if (rows.Count > MostRows)
        {
            return new RosterReading([], [new RosterError(MostRows + 1, "", $"一次最多上传 {MostRows} 行，现在有 {rows.Count} 行。")]);
        }
        var entries = rows.Select(row => Entry(row, pack, errors)).ToList();
        if (entries.Count == 0)
        {
            errors.Add(new RosterError(2, "", "花名册里没有婴幼儿。"));
        }
        foreach (var twice in entries.Where(entry => entry.DocumentNumber.Length > 0).GroupBy(entry => entry.DocumentNumber, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            errors.AddRange(twice.Skip(1).Select(entry => new RosterError(entry.Row, "证件号码", $"与第 {twice.First().Row} 行的证件号码相同。")));
        }
        return new RosterReading(entries, [.. errors.OrderBy(error => error.Row)]);
    }

    /// <summary>The empty form as xlsx, with drop-down lists and a sheet of instructions; with entries, a filled one.</summary>
    public static void WriteTemplate(Stream output, PolicyPack pack, IEnumerable<RosterEntry>? entries = null) =>
        RosterWorkbook.Write(output, pack, entries ?? []);

    private static RosterEntry Entry(RosterRow row, PolicyPack pack, List<RosterError> errors)
    {
        void Wrong(string column, string message) => errors.Add(new RosterError(row.Number, column, message));

        var name = row["姓名"].Text;
        if (name.Length is 0 or > 50)
        {
            Wrong("姓名", name.Length == 0 ? "没有填写。" : "最多 50 个字。");
        }
        var birth = Date(row, "出生日期", required: true, Wrong);
        var number = Document(row, birth, Wrong);
        var admitted = Date(row, "入托日期", required: true, Wrong);
        var left = Date(row, "离托日期", required: false, Wrong);
        if (admitted < birth)
        {
            Wrong("入托日期", "早于出生日期。");
        }
        if (left < admitted)
        {
            Wrong("离托日期", "早于入托日期。");
        }
        var item = pack.ClassNamed(row["班型"].Text);
        if (item is null)
        {
            Wrong("班型", row["班型"].Text.Length == 0 ? "没有填写。" : $"“{row["班型"].Text}”不是班型，应为{string.Join("、", pack.Classes.Select(known => known.Name))}之一。");
        }
        return new RosterEntry(row.Number, name, number, birth ?? default, item?.Code ?? "", admitted ?? default, left, Days(row, Wrong), Fee(row, Wrong));
    }

    private static string Document(RosterRow row, DateOnly? birth, Action<string, string> wrong)
    {
        var (kind, cell) = (row["证件类型"].Text, row["证件号码"]);
        var number = cell.Text.ToUpperInvariant();
        if (number.Length == 0)
        {
            wrong("证件号码", "没有填写。");
        }
        else if (cell.IsNumber && number.Length >= 16)
        {
            wrong("证件号码", "被表格当成了数字，末几位已经丢失，请把这一列设为“文本”格式后重新填写。");
        }
        else if (kind.Length == 0 || kind == IdentityCard)
        {
            if (!ResidentId.TryParse(number, out var id))
            {
                wrong("证件号码", ResidentId.Problem(number)!);
            }
            else if (birth is { } day && id!.BirthDate != day)
            {
                wrong("出生日期", "与身份证号中的出生日期不一致。");
            }
        }
        else if (kind != BirthCertificate)
        {
            wrong("证件类型", $"应为“{IdentityCard}”或“{BirthCertificate}”。");
        }
        else if (number.Length is < 6 or > 20 || !number.All(char.IsAsciiLetterOrDigit))
        {
            wrong("证件号码", "出生医学证明编号应为 6 至 20 位字母和数字。");
        }
        return number;
    }

    private static DateOnly? Date(RosterRow row, string column, bool required, Action<string, string> wrong)
    {
        var cell = row[column];
        if (cell.Text.Length == 0)
        {
            if (required)
            {
                wrong(column, "没有填写。");
            }
            return null;
        }
        DateOnly? date = DateOnly.TryParseExact(cell.Text, DateShapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) ? written
            : cell.IsNumber && double.TryParse(cell.Text, CultureInfo.InvariantCulture, out var serial) && serial is > 20_000 and < 80_000 ? DateOnly.FromDateTime(DateTime.FromOADate(serial))
            : null;
        if (date is null || date.Value.Year is < 2000 or > 2100)
        {
            wrong(column, $"“{cell.Text}”不是有效日期，应写成 2025-02-07。");
            return null;
        }
        return date;
    }

    private static int? Days(RosterRow row, Action<string, string> wrong)
    {
        var text = row["本月出勤天数"].Text;
        if (text.Length == 0)
        {
            return null;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 31)
        {
            return days;
        }
        wrong("本月出勤天数", "应为 0 到 31 的整数。");
        return null;
    }

    private static Money? Fee(RosterRow row, Action<string, string> wrong)
    {
        var text = row["本月保育费"].Text;
        if (text.Length == 0)
        {
            return null;
        }
        if (Money.TryParse(text, out var fee) && !fee.IsNegative)
        {
            return fee;
        }
        wrong("本月保育费", "应为金额，最多两位小数。");
        return null;
    }
}

public sealed record RosterReading(IReadOnlyList<RosterEntry> Entries, IReadOnlyList<RosterError> Errors);

/// <summary>What is wrong, in which cell; row 1 is the row of titles.</summary>
public sealed record RosterError(int Row, string Column, string Message)
{
    public override string ToString() => Column.Length == 0 ? $"第 {Row} 行：{Message}" : $"第 {Row} 行“{Column}”：{Message}";
}
