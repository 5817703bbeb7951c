using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using static ToyuFlow.Server.Tests.Jurisdictions.PackFolder;

namespace ToyuFlow.Server.Tests.Jurisdictions;

public sealed class PackFaultTests
{
    [Theory]
    [InlineData("负责审批登记事业单位性质的托育机构。', line: 100", "负责审批登记企业性质的托育机构。', line: 100", "全文都没有")] // invented words
    [InlineData("负责审批登记事业单位性质的托育机构。', line: 100", "负责审批登记事业单位性质的托育机构。', line: 99", "它在第 100 行")] // another line
    [InlineData("quote: '负责非营利性托育服务机构法人的注册登记。', line: 126", "quote: '负责非营利性托育服务机构法人的注册登记。'", "没有写明行号")]
    [InlineData(", quote: '负责非营利性托育服务机构法人的注册登记。', line: 126", "", "没有写明出处")]
    [InlineData("role: CIVIL, acts", "role: CIVL, acts", "不存在的部门角色「CIVL」")]
    [InlineData("eligibility: [inclusive, provincial-award]", "eligibility: [inclusive, provincial]", "不存在的事实「provincial」")]
    [InlineData("budget: county-special", "budget: county", "不存在的预算科目「county」")]
    [InlineData("classes: [infant], amount: 500", "classes: [infant], amount: 500.005", "不是金额")]
    [InlineData("classes: [toddler, older], amount: 300", "classes: [infant, older], amount: 300", "班型 infant 有 2 条标准")]
    [InlineData("    frequency: quarter\n", "    frequency: fortnight\n", "「fortnight」不认识，可用：month、quarter、halfyear、year")]
    [InlineData("    coverage: all\n    consequences: [限期整改]\n", "    coverge: all\n    consequences: [限期整改]\n", "coverge 不认识这个键")]
    [InlineData("status: draft", "status: draft\nstatus: issued", "YAML 格式有误")]
    [InlineData("id: luxian", "id: other", "id 应与文件夹同名")]
    [InlineData("      FIRE:\n        - {code: QF1", "      FIRED:\n        - {code: QF1", "FIRED 有检查表，但不在参加部门")]
    [InlineData("decided: null, processes: [operating-subsidy]", "decided: 别的, processes: [operating-subsidy]", "决定不在选项中")]
    public void A_fault_names_the_file_the_line_and_the_reason(string right, string wrong, string reason)
    {
        var folder = CopyWith("luxian/pack.yaml", right, wrong);
        var faults = Assert.Throws<DataFaultException>(() => PackCatalog.Load(folder)).Faults;
        Assert.Contains(faults, fault => fault.Reason.Contains(reason) && fault.File == "luxian/pack.yaml" && fault.Line > 0);
    }

    [Fact]
    public void Every_fault_is_reported_not_only_the_first()
    {
        var folder = CopyWith("luxian/pack.yaml", "负责审批登记事业单位性质的托育机构。", "没有这句话。");
        var path = Path.Combine(folder, "luxian", "settings.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace("by: 示范设置", "who: 示范设置", StringComparison.Ordinal));
        var national = Path.Combine(folder, "common", "national.yaml");
        File.WriteAllText(national, File.ReadAllText(national).Replace("statutory: 15 wd", "statutory: 15 days", StringComparison.Ordinal));
        PackCatalog.Check(folder, out var faults);
        Assert.Contains(faults, fault => fault.File == "luxian/pack.yaml" && fault.Reason.Contains("没有这句话"));
        Assert.Contains(faults, fault => fault.File == "luxian/settings.yaml" && fault.Reason.Contains("by 没有填写"));
        Assert.Contains(faults, fault => fault.File == "common/national.yaml" && fault.Reason.Contains("「15 days」不是期限"));
    }

    [Fact]
    public void The_line_of_a_wrong_quote_is_the_line_in_the_pack()
    {
        var folder = CopyWith("luxian/pack.yaml", "负责审批登记事业单位性质的托育机构。", "没有这句话。");
        var line = Array.FindIndex(File.ReadAllLines(Path.Combine(folder, "luxian", "pack.yaml")), text => text.Contains("没有这句话。")) + 1;
        PackCatalog.Check(folder, out var faults);
        Assert.Equal(line, Assert.Single(faults).Line);
    }

    [Fact]
    public void A_folder_without_packs_is_a_fault_and_not_an_empty_catalogue() =>
        Assert.Throws<DataFaultException>(() => PackCatalog.Load(Directory.CreateTempSubdirectory().FullName));
}
