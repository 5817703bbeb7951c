using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using static ToyuFlow.Server.Tests.Jurisdictions.PackFolder;

namespace ToyuFlow.Server.Tests.Subsidies;

public sealed class RosterFileTests
{
    private const string Titles = "姓名,证件类型,证件号码,出生日期,班型,入托日期,离托日期,本月出勤天数,本月保育费（元）\n";

    private static readonly RosterEntry[] Children =
    [
        new(2, "示例宝宝甲", "510521202402290018", new DateOnly(2024, 2, 29), "infant", new DateOnly(2024, 9, 1), null, 20, Money.FromYuan(1800.50m)),
        new(3, "示例宝宝乙", "Z510000001", new DateOnly(2023, 6, 1), "mixed", new DateOnly(2024, 9, 1), new DateOnly(2025, 3, 15), null, null),
    ];

    [Fact]
    public void The_template_is_a_valid_workbook_with_titles_lists_and_instructions()
    {
        using var file = new MemoryStream();
        RosterFile.WriteTemplate(file, Luxian);
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        Assert.Equal(["花名册", "填表说明"], document.WorkbookPart!.Workbook.Descendants<Sheet>().Select(sheet => sheet.Name!.Value!));
    }

    [Fact]
    public void The_empty_template_is_read_as_a_roster_without_children()
    {
        var reading = Read(Workbook([]));
        Assert.Equal("第 2 行：花名册里没有婴幼儿。", Assert.Single(reading.Errors).ToString());
    }

    [Fact]
    public void What_is_written_as_xlsx_is_read_back()
    {
        var reading = Read(Workbook(Children));
        Assert.Empty(reading.Errors);
        Assert.Equal(Children, reading.Entries);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")] // a spreadsheet program on a Chinese system
    public void A_CSV_is_read_in_the_encodings_that_offices_use(string encoding)
    {
        var text = Titles + "示例宝宝甲,居民身份证,510521202402290018,2024/2/29,乳儿班,2024年9月1日,,20,\"1,800.50\"\n,,,,,,,,\n示例宝宝乙,出生医学证明,Z510000001,20230601,混合班,2024.9.1,2025-03-15,,\n";
        var reading = Read(CodePagesEncodingProvider.Instance.GetEncoding(encoding)?.GetBytes(text) ?? Encoding.UTF8.GetBytes(text));
        Assert.Empty(reading.Errors);
        Assert.Equal([Children[0], Children[1] with { Row = 4 }], reading.Entries);
    }

    [Fact]
    public void Every_wrong_cell_is_named_by_row_and_column()
    {
        var reading = Read(Encoding.UTF8.GetBytes(Titles
            + ",,510521202402290019,2024-02-30,大班,,,32,-1\n"
            + "示例宝宝乙,护照,E1,2024-01-01,乳儿班,2023-01-01,2022-01-01,,\n"
            + "示例宝宝丙,,510521202402290018,2024-02-28,乳儿班,2024-09-01,,,\n"
            + "示例宝宝丁,,510521202402290018,2024-02-29,乳儿班,2024-09-01,,,\n"));
        Assert.Equal(
            [
                "第 2 行“姓名”：没有填写。",
                "第 2 行“出生日期”：“2024-02-30”不是有效日期，应写成 2025-02-07。",
                "第 2 行“证件号码”：身份证号的校验位不对，请逐位核对。",
                "第 2 行“入托日期”：没有填写。",
                "第 2 行“班型”：“大班”不是班型，应为乳儿班、托小班、托大班、混龄班之一。",
                "第 2 行“本月出勤天数”：应为 0 到 31 的整数。",
                "第 2 行“本月保育费”：应为金额，最多两位小数。",
                "第 3 行“证件类型”：应为“居民身份证”或“出生医学证明”。",
                "第 3 行“入托日期”：早于出生日期。",
                "第 3 行“离托日期”：早于入托日期。",
                "第 4 行“出生日期”：与身份证号中的出生日期不一致。",
                "第 5 行“证件号码”：与第 4 行的证件号码相同。",
            ],
            reading.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void A_number_that_the_spreadsheet_has_rounded_is_refused_and_a_real_date_is_understood()
    {
        var reading = Read(Numbers("510521202402290018", "45351"));
        var error = Assert.Single(reading.Errors);
        Assert.Equal((2, "证件号码"), (error.Row, error.Column));
        Assert.Contains("被表格当成了数字", error.Message);
        Assert.Equal(new DateOnly(2024, 2, 29), reading.Entries[0].BirthDate);
    }

    [Fact]
    public void Missing_titles_are_all_named() =>
        Assert.Equal(["证件号码", "班型", "入托日期"], Read(Encoding.UTF8.GetBytes("姓名,出生日期\n甲,2024-01-01\n")).Errors.Select(error => error.Column));

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0, 0 }, "不是完整的 xlsx 表格")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }, "不支持旧的 xls 格式")]
    [InlineData(new byte[] { }, "没有“姓名”这一列")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 1, 2 }, "没有“姓名”这一列")] // a picture
    public void A_file_that_is_no_roster_is_refused_in_words(byte[] content, string reason) =>
        Assert.Contains(reason, Read(content).Errors[0].ToString());

    private static RosterReading Read(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return RosterFile.Read(stream, Luxian);
    }

    private static byte[] Workbook(IEnumerable<RosterEntry> entries)
    {
        using var file = new MemoryStream();
        RosterFile.WriteTemplate(file, Luxian, entries);
        return file.ToArray();
    }

    /// <summary>A filled template in which the number and the date of birth are numbers, as a person types them into an unprepared sheet.</summary>
    private static byte[] Numbers(string number, string birth)
    {
        using var file = new MemoryStream();
        RosterFile.WriteTemplate(file, Luxian, [Children[0]]);
        using (var document = SpreadsheetDocument.Open(file, true))
        {
            var cells = document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<Cell>()).ToList();
            foreach (var (reference, value) in new[] { ("C2", number), ("D2", birth) })
            {
                var cell = cells.First(cell => cell.CellReference == reference);
                cell.InlineString = null;
                cell.DataType = null;
                cell.CellValue = new CellValue(value);
            }
        }
        return file.ToArray();
    }
}
