using System.Collections;
using System.Globalization;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ToyuFlow.Server.Subsidies;

/// <summary>The cells of a CSV or xlsx file by the titles of its first row; rows without any text are left out.</summary>
internal sealed class RosterRows : IEnumerable<RosterRow>
{
    private const int MostBytes = 10 * 1024 * 1024;

    private readonly Dictionary<string, int> _columns = [];
    private readonly List<RosterRow> _rows = [];

    private RosterRows(IEnumerable<(int Number, IReadOnlyList<RosterCell> Cells)> table)
    {
        foreach (var (number, cells) in table)
        {
            if (number == 1)
            {
                for (var i = 0; i < cells.Count; i++)
                {
                    _columns.TryAdd(Title(cells[i].Text), i);
                }
            }
            else if (cells.Any(cell => cell.Text.Length > 0))
            {
                _rows.Add(new RosterRow(number, _columns, cells));
            }
        }
    }

    public int Count => _rows.Count;

    public static RosterRows Open(Stream file)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > MostBytes)
            {
                throw new RosterFormatException("花名册文件超过 10 MB。");
            }
        }
        var content = memory.ToArray();
        return content.AsSpan().StartsWith("PK\u0003\u0004"u8)
            ? new RosterRows(Workbook(content))
            : content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
                ? throw new RosterFormatException("不支持旧的 xls 格式，请另存为 xlsx 后上传。")
                : new RosterRows(Csv(content));
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    public IEnumerator<RosterRow> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A title without its mark and its unit: *姓名 and 本月保育费（元） are 姓名 and 本月保育费.</summary>
    private static string Title(string text)
    {
        var title = text.Replace(" ", "", StringComparison.Ordinal).Trim('*', '＊', '\uFEFF');
        var bracket = title.IndexOfAny(['（', '(']);
        return bracket > 0 ? title[..bracket] : title;
    }

    private static List<(int Number, IReadOnlyList<RosterCell> Cells)> Csv(byte[] content)
    {
        using var reader = CsvReader.FromText(Decode(content), new CsvReaderOptions { HasHeader = false, SkipEmptyLines = false });
        var rows = new List<(int, IReadOnlyList<RosterCell>)>();
        while (reader.Read())
        {
            rows.Add((rows.Count + 1, [.. Enumerable.Range(0, reader.FieldCount).Select(index => new RosterCell(reader.GetString(index).Trim().TrimStart('\''), false))]));
        }
        return rows;
    }

    /// <summary>A spreadsheet program on a Chinese system saves CSV in GBK, most others in UTF-8.</summary>
    private static string Decode(byte[] content)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            var chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
            return chinese.GetString(content);
        }
    }

    private static List<(int Number, IReadOnlyList<RosterCell> Cells)> Workbook(byte[] content)
    {
        try
        {
            using var stream = new MemoryStream(content);
            using var document = SpreadsheetDocument.Open(stream, false, new OpenSettings { MaxCharactersInPart = 20_000_000 });
            var book = document.WorkbookPart!;
            var strings = book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText).ToList() ?? [];
            var first = book.Workbook.Descendants<Sheet>().First();
            var sheet = ((WorksheetPart)book.GetPartById(first.Id!)).Worksheet;
            return [.. sheet.Descendants<Row>().Select((row, index) => ((int)(row.RowIndex?.Value ?? (uint)index + 1), Cells(row, strings)))];
        }
        catch (Exception error) when (error is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException or ArgumentException or InvalidOperationException or NullReferenceException or IOException)
        {
            throw new RosterFormatException("文件打不开，不是完整的 xlsx 表格。请用模板重新填写后上传。");
        }
    }

    private static RosterCell[] Cells(Row row, List<string> strings)
    {
        var cells = new List<RosterCell>();
        foreach (var cell in row.Elements<Cell>())
        {
            var column = Column(cell.CellReference?.Value) ?? cells.Count;
            while (cells.Count < column && cells.Count < 100)
            {
                cells.Add(RosterCell.Empty);
            }
            if (cells.Count == column)
            {
                cells.Add(Value(cell, strings));
            }
        }
        return [.. cells];
    }

    private static RosterCell Value(Cell cell, List<string> strings)
    {
        var text = (cell.CellValue?.Text ?? cell.InlineString?.InnerText ?? "").Trim();
        if (cell.DataType?.Value == CellValues.SharedString)
        {
            return new RosterCell(int.TryParse(text, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index].Trim() : "", false);
        }
        var isNumber = (cell.DataType is null || cell.DataType.Value == CellValues.Number) && text.Length > 0;
        return new RosterCell(isNumber && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############", CultureInfo.InvariantCulture)
            : text, isNumber);
    }

    /// <summary>The zero-based column of a reference such as AB12.</summary>
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + letter - 'A' + 1;
        }
        return column == 0 ? null : column - 1;
    }
}

/// <summary>One row; a column that the file does not have is empty.</summary>
internal sealed class RosterRow(int number, Dictionary<string, int> columns, IReadOnlyList<RosterCell> cells)
{
    public int Number => number;

    public RosterCell this[string column] => columns.TryGetValue(column, out var index) && index < cells.Count ? cells[index] : RosterCell.Empty;
}

internal readonly record struct RosterCell(string Text, bool IsNumber)
{
    public static RosterCell Empty { get; } = new("", false);
}

/// <summary>The file is no table at all.</summary>
internal sealed class RosterFormatException(string message) : Exception(message);
