using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using static ToyuFlow.Server.Tests.Jurisdictions.PackFolder;

namespace ToyuFlow.Server.Tests.Jurisdictions;

public sealed class PolicyPackTests
{
    [Theory]
    [InlineData("public", "县委编办")] // 事业单位
    [InlineData("nonprofit", "县民政局")] // 非营利
    [InlineData("profit", "县市场监管局")] // 营利性
    public void The_type_of_institution_decides_who_registers_it(string type, string unit)
    {
        var route = Luxian.RouteFor(type)!;
        Assert.Equal(unit, Assert.Single(Luxian.UnitsOf(route.Role)).Name);
        Assert.Equal(RuleOrigin.Document, route.Source.Origin);
        Assert.Contains(new FieldOption(type, Luxian.InstitutionTypes.Single(item => item.Code == type).Name), Luxian.Matter("registration").Fields.Single(field => field.Code == "type").Options);
    }

    [Fact]
    public void A_type_that_nobody_registers_cannot_be_chosen()
    {
        Assert.Null(Luxian.RouteFor("kindergarten"));
        Assert.DoesNotContain(Luxian.Matter("registration").Fields.Single(field => field.Code == "type").Options, option => option.Value == "kindergarten");
    }

    [Fact]
    public void A_route_that_the_document_does_not_name_falls_back_to_the_national_rule_and_says_so()
    {
        var pack = PackCatalog.Load(CopyWith("luxian/pack.yaml", "  - {id: LX-REG-2, type: nonprofit, role: CIVIL, acts: [注册登记], quote: '负责非营利性托育服务机构法人的注册登记。', line: 126}\n", ""))["luxian"];
        Assert.Equal("CIVIL", pack.RouteFor("nonprofit")!.Role);
        Assert.Equal(RuleOrigin.National, pack.RouteFor("nonprofit")!.Source.Origin);
    }

    [Fact]
    public void One_unit_is_found_by_each_of_its_names()
    {
        Assert.Equal("fire", Luxian.UnitNamed("县消防救援大队")!.Id);
        Assert.Equal("fire", Luxian.UnitNamed("县消防救援支队")!.Id);
        Assert.Null(Luxian.UnitNamed("县金融服务中心"));
    }

    [Fact]
    public void A_merged_bureau_bears_several_roles() =>
        Assert.Equal(Luxian.UnitsOf("SASAC"), Luxian.UnitsOf("FIN_SVC"));

    [Fact]
    public void A_draft_runs_but_allows_no_payment_until_it_is_confirmed()
    {
        Assert.Equal(PackStatus.Draft, Luxian.Status);
        Assert.False(WithoutSettings().AllowsPayment);
        Assert.True(WithoutSettings().With([new Setting("confirmed", "true", "测试员甲")]).AllowsPayment);
    }

    [Fact]
    public void What_the_document_leaves_open_must_be_configured_before_its_process_runs()
    {
        var missing = WithoutSettings().MustBeConfigured();
        Assert.Contains(new MissingSetting("rectification", "rectification.general", "一般问题整改期限没有规定"), missing);
        Assert.Contains(missing, gap => gap is { Process: "operating-subsidy", Key: "publicity" });
        Assert.Contains(missing, gap => gap is { Process: "operating-subsidy", Key: "finding.AMBIGUOUS_CLASS" });
        Assert.Contains(missing, gap => gap is { Process: "construction-subsidy", Key: "budget.county-special.over-ceiling" });
        Assert.Contains(missing, gap => gap is { Process: "inspection:quarterly", Key: "inspection.quarterly.mode" });
        Assert.Contains(missing, gap => gap is { Process: "inspection:fire-random", Key: "inspection.fire-random.frequency" });
        Assert.Throws<SettingMissingException>(() => WithoutSettings().Limit("publicity"));
    }

    [Theory]
    [InlineData("registration")]
    [InlineData("filing")]
    [InlineData("acceptance")]
    [InlineData("construction-subsidy")]
    [InlineData("operating-subsidy")]
    [InlineData("disbursement")]
    [InlineData("inspection:quarterly")]
    [InlineData("rectification")]
    public void With_its_demonstration_settings_the_county_runs_from_registration_to_inspection(string process) =>
        Assert.Empty(Luxian.MustBeConfigured(process));

    [Fact]
    public void A_value_set_by_the_tenant_is_never_shown_as_the_document_s()
    {
        var parameter = Luxian.Parameter("rectification.general");
        Assert.Equal("本地设置（示范设置），政策文件未规定", parameter.Source!.ToString());
        Assert.Equal(Limit.WorkingDays(15), Luxian.Limit("rectification.general"));
        Assert.Equal([-3, -1, 0, 1], Luxian.Offsets("reminder.offsets"));
        Assert.All(Luxian.Settings, setting => Assert.Equal("示范设置", setting.By));
    }

    [Fact]
    public void National_limits_apply_where_the_document_is_silent_and_are_marked_so()
    {
        var receipt = Luxian.Deadline("filing.receipt");
        Assert.Equal(Limit.WorkingDays(5), receipt.Statutory);
        Assert.Equal(RuleOrigin.National, receipt.Source.Origin);
        Assert.Contains("第九条", receipt.Source.ToString());
        Assert.Equal(Limit.WorkingDays(15), Luxian.Deadline("filing.nonconformity").Working);
        Assert.Equal(receipt.StartsAt, Luxian.Deadline("filing.nonconformity").StartsAt);
    }

    [Theory]
    [InlineData("subsidy.LX-SUB-2.amount", "600", "政策文件已规定为 500.00 元")] // 乳儿班
    [InlineData("deadline.filing.receipt.promised", "6 wd", "长于法定期限")]
    [InlineData("publicity", "一周", "不是期限")]
    [InlineData("subsidy.construction-subsidy.shares", "1:1", "应有 1 个数")]
    [InlineData("inspection.quarterly.frequency", "month", "政策文件已经规定")]
    [InlineData("finding.AMBIGUOUS_CLASS", "随便", "不在可选项")]
    [InlineData("no.such.key", "1", "没有这个设置项")]
    public void A_setting_may_not_rewrite_the_document_or_break_the_law(string key, string value, string reason) =>
        Assert.Contains(reason, Assert.Single(Assert.Throws<DataFaultException>(() => Luxian.With([new Setting(key, value, "测试员甲")])).Faults).Reason);

    [Fact]
    public void All_wrong_settings_are_reported_at_once() =>
        Assert.Equal(2, Assert.Throws<DataFaultException>(() => Luxian.With([new Setting("publicity", "x", "甲"), new Setting("y", "z", "甲")])).Faults.Count);

    [Fact]
    public void The_contradictions_of_the_document_wait_for_a_decision()
    {
        Assert.Equal(["TEXT_VS_TABLE_2022", "TEXT_VS_TABLE_2025", "ORG_MISMATCH_FINANCE"], Luxian.Findings.Where(finding => finding.IsOpen).Select(finding => finding.Code));
        Assert.Equal("示范设置", Luxian.Findings.Single(finding => finding.Code == "AMBIGUOUS_CLASS").DecidedBy);
    }

    [Fact]
    public void The_planned_places_of_the_towns_sum_as_the_findings_say()
    {
        Assert.Equal(20, Luxian.Areas.Count);
        Assert.Equal(764_362, Luxian.Areas.Sum(area => area.Population));
        Assert.Equal([1811, 2332, 2530, 3440], new[] { 2022, 2023, 2024, 2025 }.Select(year => Luxian.Areas.Sum(area => area.PlannedPlaces[year])));
    }

    [Fact]
    public void A_food_licence_is_required_only_where_meals_are_given()
    {
        var filing = Luxian.Matter("filing");
        Assert.Contains(filing.RequiredMaterials(new Dictionary<string, string> { ["meals"] = "是" }), material => material.Code == "food_licence");
        Assert.DoesNotContain(filing.RequiredMaterials(new Dictionary<string, string> { ["meals"] = "否" }), material => material.Code == "food_licence");
    }

    [Fact]
    public void A_form_reports_every_wrong_field_in_words_and_asks_only_what_applies()
    {
        var form = """
            type=profit
            name=示例·小橙子托育园
            area=福集镇
            address=示例路 1 号附 2 号
            service_modes=全日托;半日托
            business_scope=托育服务
            capital=1.005
            founder_kind=个人
            founder=测试员甲
            founder_id=x
            head=测试员乙
            head_id=y
            contact=测试员乙
            phone=123
            premises=租赁
            lease_years=2
            floor_area=三百
            outdoor_area=60
            storeys=1 层
            planned_beds=
            """.Split('\n').Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var problems = Luxian.Matter("registration").Check(form, (_, value) => value == "x" ? "身份证号的校验码不对。" : null);
        Assert.Equal(
            [
                new FieldProblem("capital", "注册资金（开办资金）应为金额，最多两位小数。"),
                new FieldProblem("founder_id", "身份证号的校验码不对。"),
                new FieldProblem("phone", "联系电话应为 11 位手机号，或区号加座机号，如 0830-8190000。"),
                new FieldProblem("lease_years", "租赁期限应在 3 到 70年 之间。"),
                new FieldProblem("floor_area", "建筑面积应为数字。"),
                new FieldProblem("planned_beds", "请填写计划托位数。"),
            ],
            problems);
    }

    [Fact]
    public void The_quarterly_inspection_goes_to_every_institution_with_a_checklist_for_each_department()
    {
        var quarterly = Luxian.Inspection("quarterly");
        Assert.Equal(["EMERG", "PSB", "FIRE", "SAMR"], quarterly.Roles);
        Assert.Equal((Frequency.Quarter, Coverage.All, 1), (quarterly.Frequency, quarterly.Coverage, quarterly.TimesPerPeriod));
        Assert.All(quarterly.Roles, role => Assert.NotEmpty(quarterly.Checklists[role]));
    }

    [Fact]
    public void An_open_share_is_split_only_after_the_tenant_has_decided_it()
    {
        var pack = PackCatalog.Load(CopyWith("luxian/pack.yaml", "    payers:\n      - {level: 县级, weight: 1}\n    rates:\n      - {id: LX-SUB-1,", "    payers:\n      - {level: 市级, weight: null}\n      - {level: 县级, weight: null}\n    rates:\n      - {id: LX-SUB-1,"))["luxian"];
        Assert.Null(pack.Subsidy("construction-subsidy").Split(new Money(1_000_001)));
        Assert.Contains(pack.MustBeConfigured("construction-subsidy"), gap => gap.Key == "subsidy.construction-subsidy.shares");
        var parts = pack.With([new Setting("subsidy.construction-subsidy.shares", "1:1", "测试员甲")]).Subsidy("construction-subsidy").Split(new Money(1_000_001))!;
        Assert.Equal([("市级", 500_001L), ("县级", 500_000L)], parts.Select(part => (part.Payer.Level, part.Amount.Fen)));
    }
}
