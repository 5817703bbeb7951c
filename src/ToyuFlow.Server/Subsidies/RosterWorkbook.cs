using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Writes the roster form: titles, columns kept as text so that no digit is lost, drop-down lists, instructions on a second sheet.</summary>
internal static class RosterWorkbook
{
    private const uint TextStyle = 1;
    private const uint TitleStyle = 2;
    private const int LastRow = 2000;

    public static void Write(Stream output, PolicyPack pack, IEnumerable<RosterEntry> entries)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var roster = book.AddNewPart<WorksheetPart>();
            roster.Worksheet = Roster(pack, entries);
            var help = book.AddNewPart<WorksheetPart>();
            help.Worksheet = new Worksheet(new Columns(new Column { Min = 1, Max = 1, Width = 100, CustomWidth = true }), new SheetData(Instructions(pack).Select((line, index) => Row((uint)index + 1, 0, [line]))));
            book.Workbook = new Workbook(new Sheets(
                new Sheet { Name = "花名册", SheetId = 1, Id = book.GetIdOfPart(roster) },
                new Sheet { Name = "填表说明", SheetId = 2, Id = book.GetIdOfPart(help) }));
        }
        memory.Position = 0;
        memory.CopyTo(output);
    }

    private static Worksheet Roster(PolicyPack pack, IEnumerable<RosterEntry> entries)
    {
        var data = new SheetData(Row(1, TitleStyle, RosterFile.Columns));
        uint number = 2;
        foreach (var entry in entries)
        {
            data.Append(Row(number++, TextStyle,
                [
                    entry.Name, entry.DocumentNumber.Length == 18 ? RosterFile.IdentityCard : RosterFile.BirthCertificate, entry.DocumentNumber, Day(entry.BirthDate),
                    pack.ClassNamed(entry.Class)?.Name ?? entry.Class, Day(entry.AdmittedOn), Day(entry.LeftOn),
                    entry.AttendanceDays?.ToString(CultureInfo.InvariantCulture) ?? "", entry.Fee?.Yuan.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
                ]));
        }
        var columns = RosterFile.Columns.Select((title, index) => new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = title == "证件号码" ? 24 : 14, CustomWidth = true, Style = TextStyle });
        var view = new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 };
        return new Worksheet(new SheetViews(view), new Columns(columns), data,
            new DataValidations(List("B", [RosterFile.IdentityCard, RosterFile.BirthCertificate]), List("E", pack.Classes.Select(item => item.Name))));
    }

    private static DataValidation List(string column, IEnumerable<string> values) => new(new Formula1($"\"{string.Join(',', values)}\""))
    {
        Type = DataValidationValues.List,
        AllowBlank = true,
        ShowErrorMessage = true,
        ErrorTitle = "请从列表中选择",
        SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{column}2:{column}{LastRow}" },
    };

    private static IEnumerable<string> Instructions(PolicyPack pack) =>
    [
        $"{pack.Name}在托婴幼儿花名册填表说明",
        "1. 每名婴幼儿一行，从“花名册”第 2 行开始填写，不要改动第一行标题，不要合并单元格。",
        "2. 姓名、证件号码、出生日期、班型、入托日期必填；仍在托的不填离托日期。",
        $"3. 证件类型不填按{RosterFile.IdentityCard}处理；还没有身份证号的，选{RosterFile.BirthCertificate}并填写编号。",
        "4. 日期写成 2025-02-07。身份证号按文本填写，最后一位是 X 的照填。",
        $"5. 班型从列表中选择：{string.Join("、", pack.Classes.Select(item => $"{item.Name}（{item.FromMonths}—{item.ToMonths} 个月）"))}。",
        "6. 同一婴幼儿同一月份只能由一家机构申报。婴幼儿信息属于敏感个人信息，请妥善保管本表，只通过本平台上传。",
    ];

    private static Row Row(uint number, uint style, IEnumerable<string> texts) => new(texts.Select((text, index) => new Cell
    {
        CellReference = $"{(char)('A' + index)}{number}",
        DataType = CellValues.InlineString,
        StyleIndex = style,
        InlineString = new InlineString(new Text(text)),
    }))
    { RowIndex = number };

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>0 plain; 1 text (number format 49); 2 bold text for titles.</summary>
    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 49, FontId = 1, ApplyFont = true, ApplyNumberFormat = true }));
}
