using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Browser.Tests.Chromium;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Browser.Tests.WholePath;

/// <summary>The stages of the way; each leaves the institution where the next one begins.</summary>
internal sealed class InstitutionPath(Chromium.Browser browser, ToyuFlowApp app, Uri address, Pictures pictures)
{
    private const string County = ToyuFlowApp.Tenant;

    private static readonly Dictionary<string, string> Values = new()
    {
        ["name"] = "示例·小橙子托育园",
        ["type"] = "profit",
        ["founder_kind"] = "单位",
        ["premises"] = "租赁",
        ["meals"] = "是",
        ["gas"] = "是",
        ["beds"] = "60",
        ["month"] = "2025-03",
        ["account_name"] = "示例·小橙子托育园",
        ["account_number"] = "6200000000000000001",
        ["bank"] = "示例银行示例支行",
        ["planned_beds"] = "60",
        ["floor_area"] = "600",
        ["indoor_area"] = "480",
        ["outdoor_area"] = "200",
        ["business_scope"] = "3 岁以下婴幼儿托育服务",
        ["address"] = "示例镇示例路 1 号",
        ["contact"] = "测试员甲",
        ["head"] = "测试员乙",
        ["founder"] = "示例托育有限公司",
    };

    private static readonly Dictionary<string, Microsoft.Playwright.FilePayload> Rosters = new()
    {
        ["roster"] = new() { Name = "花名册.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(MoneyDriver.Roster(10, 12, 20)) },
    };

    public async Task RegisterAsync()
    {
        await using (var founder = await PersonAsync("operator"))
        {
            await founder.SeeAsync("01-my-institutions");
            await ApplyAsync(founder, "托育机构设立登记", "02-apply");
        }

        await using (var accept = await PersonAsync("samr-accept"))
        {
            await accept.GoAsync("/inbox");
            await accept.SeeAsync("03-inbox");
            await accept.DecideAsync("登记材料齐全性检查", "Accept", picture: "04-task");
            await accept.SeeAsync("05-decided");
        }

        await DecideAsync("samr-review", "登记审查", "Agree", "符合登记条件，同意登记。");
        await DecideAsync("samr-approve", "登记决定", "Approve", "", null, ("uscc", Samples.CreditCode), ("licenceNumber", "示例证照1号"));
        await DecideAsync("health-accept", "登记信息已推送", "Contacted");
    }

    public async Task FileAsync()
    {
        await using (var founder = await PersonAsync("operator"))
        {
            await ApplyAsync(founder, "托育机构备案", "06-filing");
        }

        await DecideAsync("health-accept", "备案材料核对", "Complete");
        await DecideAsync("health-approve", "备案回执签发", "Sign");
        await using var reader = await PersonAsync("operator");
        await reader.GoAsync("/portal/applications");
        await reader.SeeAsync("07-my-applications");
        var receipt = app.Read(sql => sql.Scalar<string>("select id from filing_record"));
        await reader.GoAsync($"/filing/receipt/{receipt}");
        await reader.ReadsAsync("托育备案〔2025〕0001号");
        await reader.SeeAsync("08-receipt");
    }

    public async Task AcceptAsync()
    {
        await using (var founder = await PersonAsync("operator"))
        {
            await ApplyAsync(founder, "托育机构安全验收", "09-acceptance");
        }

        foreach (var officer in new[] { "fire-inspect", "psb-inspect", "samr-inspect", "housing-inspect", "urban-law-inspect", "emerg-inspect", "health-inspect" })
        {
            await using var person = await PersonAsync(officer);
            await person.DecideAsync("安全验收", "Pass", picture: officer == "fire-inspect" ? "10-joint-acceptance" : null, answers: ("evidence", "示例文书1号"));
        }

        await DecideAsync("health-approve", "安全验收结论", "Pass", "", null, ("places", "60"));
    }

    /// <summary>Recognized as a demonstration, it applies for March with its roster; health and finance review, the public sees it, finance pays.</summary>
    public async Task PayAsync()
    {
        await using (var health = await PersonAsync("health-approve"))
        {
            await health.GoAsync($"/recognition/institution/{app.InstitutionOf($"{County}-operator")}");
            await FormFiller.FillAsync(health.Page, new Dictionary<string, string> { ["standing"] = "demonstration", ["documentNumber"] = "示例普惠〔2025〕1号" });
            await health.ClickThroughAsync(health.Page.Locator(".tf-form button.btn-primary"));
        }

        await using (var founder = await PersonAsync("operator"))
        {
            await ApplyAsync(founder, "运营补助申请", "11-subsidy");
        }

        await DecideAsync("health-review", "补助审核", "Pass", "人数与花名册一致，同意。", "12-subsidy-review");
        await DecideAsync("fin-review", "补助财政审核", "Pass", "同意。");
        await using (var visitor = await PersonAsync("fin-approve"))
        {
            await visitor.GoAsync("/disbursement");
            await visitor.SeeAsync("13-publicity");
        }

        app.Clock.Advance(TimeSpan.FromDays(12));
        await app.Timers.RunAsync(CancellationToken.None);
        await DecideAsync("fin-pay", "补助资金拨付", "Paid", "", "14-payment", ("paid_on", "2025-03-19"), ("voucher", "示例凭证1号"));
        await using var finance = await PersonAsync("fin-review");
        await finance.GoAsync("/funds");
        await finance.ReadsAsync("14,600.00");
        await finance.SeeAsync("15-funds");
    }

    /// <summary>The quarter's plan is made; four departments visit, one finds something, and the institution is ordered to mend it.</summary>
    public async Task InspectAsync()
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<MakePlansJob>().RunAsync(County, CancellationToken.None);
        }

        foreach (var officer in new[] { "emerg-inspect", "psb-inspect", "samr-inspect" })
        {
            await DecideAsync(officer, "综合督查", "Submit");
        }

        await using (var fire = await PersonAsync("fire-inspect"))
        {
            await fire.OpenTaskAsync("综合督查");
            await fire.PassAllChecksAsync();
            var first = fire.Page.Locator(".tf-check").First;
            await first.Locator("input[value=fail]").CheckAsync(new() { Force = true });
            await first.Locator(".tf-check-remark").FillAsync("楼梯口堆放杂物");
            await FormFiller.SetAsync(fire.Page, "severity", "general");
            await fire.SeeAsync("16-visit");
            await fire.ClickThroughAsync(fire.Page.Locator("button[name='task.action'][value='Submit']"));
            await fire.GoAsync("/inspections");
            await fire.SeeAsync("17-inspections");
        }

        await using var founder = await PersonAsync("operator");
        await founder.GoAsync("/portal/institutions");
        await founder.ReadsAsync("限期整改");
        await founder.SeeAsync("18-rectification");
    }

    /// <summary>The institution answers the order with what it has mended; the department that found it looks again and closes it.</summary>
    public async Task RectifyAsync()
    {
        await using (var founder = await PersonAsync("operator"))
        {
            await founder.GoAsync("/portal/institutions");
            await founder.ClickThroughAsync(founder.Page.Locator("a[href*='/portal/task/']").First);
            await FormFiller.FillAsync(founder.Page, new Dictionary<string, string> { ["measures"] = "楼梯口杂物已全部清理，并安排专人每日巡查。" });
            await FormFiller.UploadAllAsync(founder.Page, Rosters);
            await founder.SeeAsync("19-rectify");
            await founder.ClickThroughAsync(founder.Page.Locator("button[name='task.action'].btn-primary"));
            Assert.Equal(0, await founder.Page.Locator(".tf-errors").CountAsync());
            await founder.SeeAsync("19-rectify-sent");
        }

        await DecideAsync("fire-inspect", "复查整改情况", "Pass", "已整改到位。", "19-recheck");
        await using var reader = await PersonAsync("operator");
        await reader.GoAsync("/portal/institutions");
        Assert.Equal(0, await reader.Page.Locator("a[href*='/portal/task/']").CountAsync());
        await reader.SeeAsync("19-closed");
    }

    /// <summary>What the administrators and a case's readers see.</summary>
    public async Task LookAroundAsync()
    {
        var registration = app.Read(sql => sql.Scalar<string>("select id from case_file where matter_code = 'filing'"));
        await using (var officer = await PersonAsync("health-accept"))
        {
            await officer.GoAsync($"/cases/details/{registration}");
            await officer.SeeAsync("20-case");
        }

        await using (var administrator = await PersonAsync("system"))
        {
            foreach (var (path, picture) in new[] { ("/workflows/definitions", "21-definitions"), ("/workflows/instances", "22-instances"), ("/workflows/incidents", "23-incidents"), ("/jobs", "24-jobs"), ("/accounts/people", "25-people") })
            {
                await administrator.GoAsync(path);
                await administrator.SeeAsync(picture);
            }
        }

        await using var auditor = await PersonAsync("audit");
        await auditor.GoAsync("/audit");
        await auditor.SeeAsync("26-audit");
    }

    private Task<Person> PersonAsync(string name) => Person.SignInAsync(browser, address, $"{County}-{name}", pictures);

    private async Task DecideAsync(string officer, string title, string action, string opinion = "", string? picture = null, params (string Field, string Value)[] answers)
    {
        await using var person = await PersonAsync(officer);
        await person.DecideAsync(title, action, opinion, picture, answers);
    }

    /// <summary>Begins a matter, fills page after page, uploads every paper and submits.</summary>
    private static async Task ApplyAsync(Person founder, string matter, string picture)
    {
        var page = founder.Page;
        await founder.GoAsync("/portal/matters");
        await founder.ClickThroughAsync(page.Locator("section.tf-matter", new() { HasText = matter }).Locator("button.btn-primary, a.btn-primary").First);
        for (var number = 1; !page.Url.EndsWith("/materials", StringComparison.Ordinal); number++)
        {
            await FormFiller.FillAsync(page, Values);
            await founder.SeeAsync($"{picture}-page-{number}");
            await founder.ClickThroughAsync(page.Locator("button[name=go][value=next]"));
            Assert.Equal(0, await page.Locator(".tf-errors").CountAsync());
        }

        await FormFiller.UploadAllAsync(page, Rosters);
        await founder.ClickThroughAsync(page.Locator("button[name=go][value=next]"));
        await founder.SeeAsync($"{picture}-check");
        await page.Locator(".tf-submit summary").ClickAsync();
        await founder.ClickThroughAsync(page.Locator(".tf-submit form button[type=submit], dialog form button[type=submit]").First);
        await founder.SeeAsync($"{picture}-submitted");
    }
}
