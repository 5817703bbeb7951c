using Microsoft.Playwright;
using ToyuFlow.Browser.Tests.Chromium;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;

namespace ToyuFlow.Browser.Tests.Officers;

/// <summary>What officers do with a task besides deciding it, each in their own browser: 补正, 委派, 退回, 撤回, 会签 and 加签.</summary>
public sealed class OfficersTests(Chromium.Browser browser) : IClassFixture<Chromium.Browser>
{
    private const string County = ToyuFlowApp.Tenant;

    [Fact]
    public async Task A_registration_is_corrected_delegated_sent_back_and_taken_back()
    {
        using var app = Serve();
        var (cases, pictures) = (new CaseDriver(app), new Pictures());
        var file = await cases.ApplyAsync($"{County}-operator", "registration");

        await using var window = await Person.SignInAsync(browser, Address(app), $"{County}-samr-accept", pictures);
        await window.OpenTaskAsync("登记材料齐全性检查");
        await window.Page.ClickAsync("details.tf-correct > summary");
        await window.Page.Locator("input[name=correct]").First.CheckAsync();
        await window.Page.Locator("input[name^='correct.'][name$='.problem']").First.FillAsync("示例：缺少签字");
        await window.Page.FillAsync("#opinion", "示例：请补正后一并提交。");
        await window.ClickThroughAsync(window.Page.Locator("button[name='task.action'][value=Correct]"));
        Assert.Equal("Correcting", cases.Status(file));

        await cases.DecideAsync(file, "correct", $"{County}-operator", "Resubmit");
        await window.DecideAsync("登记材料齐全性检查", "Accept");

        await using var reviewer = await Person.SignInAsync(browser, Address(app), $"{County}-samr-review", pictures);
        await reviewer.OpenTaskAsync("登记审查");
        var lent = new Uri(reviewer.Page.Url).AbsolutePath;
        await ActAsync(reviewer, "委派", page => page.SelectOptionAsync("#person", new SelectOptionValue { Index = 1 }), "示例：请看场地证明");
        Assert.Equal(1, Delegations(app));
        await reviewer.GoAsync(lent);
        await reviewer.ClickThroughAsync(reviewer.Page.GetByRole(AriaRole.Link, new() { Name = "收回委派" }));
        await reviewer.ClickThroughAsync(reviewer.Page.Locator("form.card button[type=submit]"));

        await reviewer.DecideAsync("登记审查", "Agree");

        await using var head = await Person.SignInAsync(browser, Address(app), $"{County}-samr-approve", pictures);
        await head.OpenTaskAsync("登记决定");
        await head.SeeAsync("61-before-sending-back");
        await ActAsync(head, "退回", page => page.CheckAsync("input[name=resume][value=back]"), "示例：住所与合同不一致", "62-sending-back");
        Assert.Equal("review", Assert.Single(cases.OpenTasks(file)).StepCode);

        await reviewer.OpenTaskAsync("登记审查");
        await reviewer.ReadsAsync("示例：住所与合同不一致");
        await reviewer.SeeAsync("63-sent-back");
        var task = reviewer.Page.Url;
        await reviewer.ClickThroughAsync(reviewer.Page.Locator("button[name='task.action'][value=Agree]"));
        Assert.Equal("decide", Assert.Single(cases.OpenTasks(file)).StepCode);

        await reviewer.GoAsync(new Uri(task).AbsolutePath);
        await reviewer.ClickThroughAsync(reviewer.Page.Locator("a[href^='/inbox/takeback/']"));
        await reviewer.SeeAsync("64-taking-back");
        await reviewer.ClickThroughAsync(reviewer.Page.Locator("form.card button[type=submit]"));
        Assert.Equal("review", Assert.Single(cases.OpenTasks(file)).StepCode);

        await reviewer.GoAsync($"/cases/approvalform/{file}");
        await reviewer.SeeAsync("65-approval-form");
        Hold(pictures);
    }

    [Fact]
    public async Task All_of_a_round_sign_and_each_sees_who_has()
    {
        using var app = Serve();
        var (flow, pictures) = (new SigningFlow(app), new Pictures());
        var file = await flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2));
        foreach (var (officer, picture) in SigningFlow.Officers.Take(2).Zip(["66-first-signature", "67-second-signature"]))
        {
            await using var signer = await Person.SignInAsync(browser, Address(app), officer, pictures);
            await signer.DecideAsync("示例签办", "Agree", "示例：同意", picture);
        }

        Assert.Equal("Finished", flow.State(file));
        Hold(pictures);
    }

    [Fact]
    public async Task Who_was_added_signs_first_and_then_whoever_added_them()
    {
        using var app = Serve();
        var (flow, pictures) = (new SigningFlow(app), new Pictures());
        var file = await flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(1));
        const string Added = "luxian-health-review";
        await using var first = await Person.SignInAsync(browser, Address(app), SigningFlow.Officers[0], pictures);
        await first.OpenTaskAsync("示例签办");
        await ActAsync(first, "前加签", page => page.SelectOptionAsync("#person", app.ActorOf(Added).PersonId!.Value.ToString()), "示例：请先核对场地面积", "68-adding-a-signer");
        Assert.Equal([Added], flow.Waiting(file));

        await using (var added = await Person.SignInAsync(browser, Address(app), Added, pictures))
        {
            await added.OpenTaskAsync("示例签办");
            await added.ReadsAsync("示例：请先核对场地面积");
            await added.SeeAsync("69-asked-to-sign-first");
            await added.ClickThroughAsync(added.Page.Locator("button[name='task.action'][value=Agree]"));
        }

        Assert.Equal([SigningFlow.Officers[0]], flow.Waiting(file));
        await first.DecideAsync("示例签办", "Agree", "示例：同意", "70-after-the-added-signer");
        Assert.Equal("Finished", flow.State(file));
        Hold(pictures);
    }

    private static ToyuFlowApp Serve()
    {
        var app = new ToyuFlowApp();
        app.UseKestrel(0);
        app.StartServer();
        return app;
    }

    private static Uri Address(ToyuFlowApp app) => app.ClientOptions.BaseAddress;

    /// <summary>From the task's page to the page of the act, filled and sent.</summary>
    private static async Task ActAsync(Person person, string words, Func<IPage, Task> choose, string reason, string? picture = null)
    {
        await person.ClickThroughAsync(person.Page.Locator("aside").GetByRole(AriaRole.Link, new() { Name = words, Exact = true }));
        await choose(person.Page);
        await person.Page.FillAsync("#reason", reason);
        if (picture is not null)
        {
            await person.SeeAsync(picture);
        }

        await person.ClickThroughAsync(person.Page.Locator("form.card button[type=submit]"));
        Assert.Equal(0, await person.Page.Locator(".tf-errors").CountAsync());
    }

    private static long Delegations(ToyuFlowApp app) => app.Read(sql => sql.Scalar<long>("select count(*) from task_delegation"));

    private static void Hold(Pictures pictures)
    {
        Assert.Empty(pictures.TooWide);
        Assert.True(pictures.Barriers.Count == 0, string.Join('\n', pictures.Barriers.Select(b => $"{b.Page}: {b.Rule}").Distinct()));
    }
}
