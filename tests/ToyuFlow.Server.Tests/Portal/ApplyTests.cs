using System.Net;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Portal;

public sealed class ApplyTests : IDisposable
{
    private static readonly (string, string)[] Basics =
    [
        ("type", "profit"), ("name", "示例·小橙子托育园"), ("area", "嘉明镇"), ("address", "示例路12号附3号"), ("service_modes", "全日托"), ("service_modes", "半日托"), ("business_scope", "托育服务"), ("capital", "300，000"),
    ];

    private static readonly (string, string)[] People =
    [
        ("founder_kind", "个人"), ("founder", "测试员甲"), ("founder_id", "11010519491231002X"), ("head", "测试员乙"), ("head_id", "11010519491231002x"), ("contact", "测试员丙"), ("phone", "0830-8190000"),
    ];

    private static readonly (string, string)[] Premises =
        [("premises", "租赁"), ("lease_years", "5"), ("floor_area", "800"), ("outdoor_area", "120"), ("storeys", "1—2 层"), ("planned_beds", "90")];

    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_founder_walks_from_the_first_page_of_the_form_to_the_receipt()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        await FillAsync(founder, caseId);
        using (var check = await founder.OpenAsync($"/portal/apply/{caseId}/check"))
        {
            Assert.Contains("全日托、半日托", check.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("300,000.00 元", check.Body.TextContent, StringComparison.Ordinal);
            Assert.Null(check.QuerySelector(".tf-errors"));
        }

        using var sent = await founder.ConfirmAsync($"/portal/apply/{caseId}/check");
        Assert.Equal($"/portal/submitted/{caseId}", sent.Headers.Location!.OriginalString);
        using var receipt = await founder.OpenAsync($"/portal/submitted/{caseId}");
        Assert.Equal("托〔2025〕000001", receipt.QuerySelector(".tf-receipt .tf-number")!.TextContent);
        Assert.Contains("县市场监管局进行登记材料齐全性检查，最晚 2025-03-14 周五 给出结果。", receipt.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(receipt.QuerySelector(".tf-qr svg"));
    }

    [Fact]
    public async Task Wrong_entries_stay_and_each_says_beside_its_field_what_is_wrong()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        using var response = await founder.SendAsync($"/portal/apply/{caseId}/2", "go", "next", ("founder_kind", "单位"), ("founder", "甲"), ("founder_uscc", "91510521MA00001461"), ("head", ""), ("phone", "12"), ("contact", "测试员<b>丙</b>"));
        using var page = await response.ReadPageAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("甲", page.QuerySelector("#field-founder")!.GetAttribute("value"));
        Assert.Equal("测试员<b>丙</b>", page.QuerySelector("#field-contact")!.GetAttribute("value"));
        Assert.Contains("至少 2 个字", page.QuerySelector("#field-founder-error")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#field-founder-uscc-error"));
        Assert.Contains("请填写机构负责人", page.QuerySelector("#field-head-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("11 位手机号", page.QuerySelector("#field-phone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(page.QuerySelectorAll(".tf-errors a").Select(a => a.GetAttribute("href")!).ToHashSet(), page.QuerySelectorAll("form .tf-wrong").Select(w => "#" + w.Id!.Replace("-error", "", StringComparison.Ordinal)).ToHashSet());
        // Saved all the same: nothing is lost by leaving.
        using var again = await founder.OpenAsync($"/portal/apply/{caseId}/2");
        Assert.Equal("12", again.QuerySelector("#field-phone")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_draft_is_saved_unfinished_and_found_again_among_the_applications()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        using var saved = await founder.SendAsync($"/portal/apply/{caseId}/1", "go", "save", ("address", "示例路12号"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var list = await founder.OpenAsync("/portal/applications?show=draft");
        Assert.NotNull(list.QuerySelector($"a[href='/portal/apply/{caseId}']"));
        Assert.Equal(caseId, await BeginAgainAsync(founder));
    }

    [Fact]
    public async Task A_question_that_hangs_on_another_is_asked_once_that_is_answered()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        using (var before = await founder.OpenAsync($"/portal/apply/{caseId}/3"))
        {
            Assert.True(before.QuerySelector("[data-when=premises]")!.HasAttribute("hidden"));
        }

        using var saved = await founder.SendAsync($"/portal/apply/{caseId}/3", "go", "save", ("premises", "租赁"));
        using var after = await founder.OpenAsync($"/portal/apply/{caseId}/3");
        Assert.False(after.QuerySelector("[data-when=premises]")!.HasAttribute("hidden"));
        using var next = await founder.SendAsync($"/portal/apply/{caseId}/3", "go", "next", ("floor_area", "800"));
        using var page = await next.ReadPageAsync();
        Assert.NotNull(page.QuerySelector("#field-lease-years-error"));
    }

    [Fact]
    public async Task Typing_in_two_windows_loses_neither_and_the_second_decides_knowingly()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        using var stale = await founder.OpenAsync($"/portal/apply/{caseId}/1");
        using (await founder.SendAsync($"/portal/apply/{caseId}/1", "go", "save", ("address", "第一个窗口")))
        {
        }

        using var second = await founder.PostAsync($"/portal/apply/{caseId}/1", stale, ("revision", stale.QuerySelector("input[name=revision]")!.GetAttribute("value")!), ("address", "第二个窗口"), ("go", "save"));
        using var page = await second.ReadPageAsync();
        Assert.Contains("另一个窗口", page.QuerySelector(".tf-errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("第二个窗口", page.QuerySelector("#field-address")!.GetAttribute("value"));
        using var third = await founder.PostAsync($"/portal/apply/{caseId}/1", page, ("revision", page.QuerySelector("input[name=revision]")!.GetAttribute("value")!), ("address", "第二个窗口"), ("go", "save"));
        Assert.Equal(HttpStatusCode.Redirect, third.StatusCode);
    }

    [Fact]
    public async Task Submitting_twice_makes_one_case_with_one_number()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        await FillAsync(founder, caseId);
        using var page = await founder.OpenAsync($"/portal/apply/{caseId}/check");
        var form = page.QuerySelector("[data-confirm-panel] form")!;
        (string, string)[] fields = [("op", form.QuerySelector("[name=op]")!.GetAttribute("value")!), ("revision", form.QuerySelector("[name=revision]")!.GetAttribute("value")!)];
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => founder.PostAsync($"/portal/apply/{caseId}/check", page, fields)));
        Assert.All(answers, a => Assert.Equal($"/portal/submitted/{caseId}", a.Headers.Location!.OriginalString));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from case_file where status <> 'Draft'")));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from work_task where status = 'Open'")));
    }

    [Fact]
    public async Task An_incomplete_application_lists_what_is_missing_with_the_way_there_and_is_not_taken()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        using var page = await founder.OpenAsync($"/portal/apply/{caseId}/check");
        Assert.Null(page.QuerySelector("[data-confirm-panel]"));
        var links = page.QuerySelectorAll(".tf-errors a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains($"/portal/apply/{caseId}/1?all=true#field-address", links);
        Assert.Contains($"/portal/apply/{caseId}/materials#field-material-application", links);
        foreach (var link in links)
        {
            using var there = await founder.OpenAsync(link);
            Assert.NotNull(there.GetElementById(link.Split('#')[1]));
        }

        using var forced = await founder.PostAsync($"/portal/apply/{caseId}/check", page, ("revision", "1"), ("op", "x"));
        Assert.Equal("Draft", _app.Read(sql => sql.Scalar<string>("select status from case_file")));
    }

    [Fact]
    public async Task A_draft_is_deleted_with_its_papers_after_a_question()
    {
        using var founder = await Applicant.SignInAsync(_app);
        var caseId = await founder.BeginAsync();
        using (await founder.UploadAsync($"/portal/apply/{caseId}/materials", "application", ("a.pdf", Applicant.Pdf)))
        {
        }

        using var deleted = await founder.ConfirmAsync("/portal/applications");
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from case_file")));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from case_material")));
    }

    private static async Task FillAsync(Applicant founder, Guid caseId)
    {
        foreach (var (number, typed) in new[] { (1, Basics), (2, People), (3, Premises) })
        {
            using var response = await founder.SendAsync($"/portal/apply/{caseId}/{number}", "go", "next", typed);
            Assert.Equal($"/portal/apply/{caseId}/{(number < 3 ? number + 1 : "materials")}", response.Headers.Location?.OriginalString);
        }

        foreach (var code in new[] { "application", "founder_identity", "premises_proof", "head_resume" })
        {
            using var response = await founder.UploadAsync($"/portal/apply/{caseId}/materials", code, ("材料.pdf", Applicant.Pdf));
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        }
    }

    private static async Task<Guid> BeginAgainAsync(Applicant founder)
    {
        using var matters = await founder.OpenAsync("/portal/matters");
        return Guid.Parse(matters.QuerySelector("a[href^='/portal/apply/']")!.GetAttribute("href")!.Split('/')[^1]);
    }
}
