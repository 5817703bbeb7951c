using System.Globalization;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Filing;

/// <summary>The list of receipts as a table to take away.</summary>
public static class FilingTable
{
    public static byte[] Write(IEnumerable<FilingRecord> records) => CsvTable.Write(
    [
        ["备案编号", "机构名称", "统一社会信用代码", "机构住所", "登记机关", "托位数", "备案日期", "状态"],
        .. records.Select(r => (IReadOnlyList<string>)
        [
            r.Number, r.InstitutionName, r.CreditCode, r.Address, r.RegisteredBy, r.Places.ToString(CultureInfo.InvariantCulture), r.IssuedAt.DateInChina().Iso(), r.VoidedAt is null ? "有效" : "已作废",
        ]),
    ]);
}
