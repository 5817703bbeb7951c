using System.Globalization;
using System.Text;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Cases;

/// <summary>Invented answers and papers for any form of a pack.</summary>
internal static class SampleAnswers
{
    private static readonly byte[] Paper = Encoding.ASCII.GetBytes(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
        4 0 obj<</Length 72>>stream
        BT /F1 26 Tf 72 740 Td (SAMPLE PAPER - for demonstration only) Tj ET   
        endstream endobj
        trailer<</Root 1 0 R>>
        %%EOF
        """);

    private static readonly Dictionary<string, string> Usual = new()
    {
        ["address"] = "示例镇示例路 18 号",
        ["founder_kind"] = "单位",
        ["founder"] = "示例托育服务有限公司",
        ["head"] = "测试负责人",
        ["contact"] = "测试联系人",
        ["capital"] = "300000",
        ["business_scope"] = "3 岁以下婴幼儿托育服务",
        ["storeys"] = "1—2 层",
        ["lease_years"] = "6",
        ["floor_area"] = "860",
        ["indoor_area"] = "620",
        ["outdoor_area"] = "260",
        ["planned_beds"] = "60",
        ["beds"] = "60",
        ["carers"] = "10",
        ["health_workers"] = "1",
        ["guards"] = "2",
        ["registered_by"] = "登记机关",
        ["bank"] = "示例银行示例支行",
        ["account_number"] = "6200000000000001234",
    };

    public static Dictionary<string, string> Fill(Matter matter, DateOnly today, IReadOnlyDictionary<string, string> own)
    {
        var form = new Dictionary<string, string>();
        foreach (var field in matter.Fields.Where(f => f.IsAsked(form)))
        {
            form[field.Code] = own.GetValueOrDefault(field.Code) ?? Usual.GetValueOrDefault(field.Code) ?? Answer(field, today);
        }

        return form;
    }

    public static string Answer(FormField field, DateOnly today) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.YesNo or FieldKind.Multiple => field.Options[0].Value,
        FieldKind.Number => (field.Min ?? 1).ToString(CultureInfo.InvariantCulture),
        FieldKind.Money => "100000",
        FieldKind.Date => today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.Phone => "0830-8190000",
        FieldKind.Uscc => "91990000MA00001112",
        FieldKind.ResidentId => "11010519491231002X",
        _ => field.Code == "month" ? today.ToString("yyyy-MM", CultureInfo.InvariantCulture) : "示例文书1号",
    };

    public static UploadedFile File(Material material, DateOnly today) =>
        material.Code == "roster" ? new UploadedFile("花名册.csv", Roster(today)) : new UploadedFile($"{material.Name}.pdf", Paper);

    /// <summary>Three classes whose children are of the age that a class is for, counted back from today.</summary>
    private static byte[] Roster(DateOnly today)
    {
        var csv = new StringBuilder("姓名,证件类型,证件号码,出生日期,班型,入托日期,离托日期,本月出勤天数,本月保育费\n");
        var number = 0;
        foreach (var (count, name, months) in new[] { (8, "乳儿班", 9), (12, "托小班", 19), (18, "托大班", 29) })
        {
            for (var i = 0; i < count; i++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"示例宝宝{++number},出生医学证明,D{number:000000},{today.AddMonths(-months):yyyy-MM-dd},{name},{today.AddMonths(-2):yyyy-MM-dd},,20,1200\n");
            }
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
