using ToyuFlow.Browser.Tests.Chromium;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Browser.Tests.WholePath;

/// <summary>The stages of the way; each leaves the institution where the next one begins.</summary>
internal sealed class InstitutionPath(Chromium.Browser browser, ToyuFlowApp app, Uri address, Pictures pictures)
{
    private const string County = ToyuFlowApp.Tenant;

    private static readonly Dictionary<string, string> Values = new()
    {
        ["name"] = "示例·小橙子托育园", ["type"] = "profit", ["founder_kind"] = "单位", ["premises"] = "租赁", ["meals"] = "是", ["gas"] = "是",
        ["beds"] = "60", ["planned_beds"] = "60", ["floor_area"] = "600", ["indoor_area"] = "480", ["outdoor_area"] = "200", ["business_scope"] = "3 岁以下婴幼儿托育服务",
        ["address"] = "示例镇示例路 1 号", ["contact"] = "测试员甲", ["head"] = "测试员乙", ["founder"] = "示例托育有限公司",
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
        await DecideAsync("samr-approve", "登记决定", "Approve", "", ("uscc", Samples.CreditCode), ("licenceNumber", "示例证照1号"));
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

        await DecideAsync("health-approve", "安全验收结论", "Pass", "", ("places", "60"));
    }

    private Task<Person> PersonAsync(string name) => Person.SignInAsync(browser, address, $"{County}-{name}", pictures);

    private async Task DecideAsync(string officer, string title, string action, string opinion = "", params (string Field, string Value)[] answers)
    {
        await using var person = await PersonAsync(officer);
        await person.DecideAsync(title, action, opinion, null, answers);
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

        await FormFiller.UploadAllAsync(page, new Dictionary<string, Microsoft.Playwright.FilePayload>());
        await founder.ClickThroughAsync(page.Locator("button[name=go][value=next]"));
        await founder.SeeAsync($"{picture}-check");
        await page.Locator(".tf-submit summary").ClickAsync();
        await founder.ClickThroughAsync(page.Locator(".tf-submit form button[type=submit], dialog form button[type=submit]").First);
        await founder.SeeAsync($"{picture}-submitted");
    }
}
