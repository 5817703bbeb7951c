using ToyuFlow.Server.Layout.Parts;

namespace ToyuFlow.Server.Tests.Layout;

public sealed class PartsTests(LayoutApp app) : IClassFixture<LayoutApp>
{
    [Fact]
    public async Task An_empty_list_says_why_and_what_to_do()
    {
        var page = await app.RenderAsync("Parts/_EmptyState", new EmptyState("没有待办", "都办完了。", "看已办", "/inbox/done"));

        Assert.Contains("都办完了。", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/inbox/done", page.QuerySelector("a.btn-primary")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_pager_shows_the_total_and_links_only_where_there_is_more()
    {
        var page = await app.RenderAsync("Parts/_Pager", new Pager(50, 12345, null, "/inbox?after=50"));

        Assert.Contains("本页 50 条，共 12,345 条", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[rel=prev]"));
        Assert.Equal("/inbox?after=50", page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_timeline_marks_where_it_stands_and_signs_automatic_acts()
    {
        var page = await app.RenderAsync("Parts/_Timeline", new Timeline(
        [
            new("已收到备案材料", new DateTimeOffset(2025, 2, 7, 1, 30, 0, TimeSpan.Zero), IsAutomatic: true),
            new("卫生健康部门正在审核", Mark: TimelineMark.Current, ActionText: "补充材料", ActionHref: "/cases/1/correct"),
            new("发放备案回执", Mark: TimelineMark.Coming),
        ]));

        var entries = page.QuerySelectorAll("li");
        Assert.Equal(3, entries.Length);
        Assert.Contains("系统", entries[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("2025-02-07 周五 09:30", entries[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("step", entries[1].GetAttribute("aria-current"));
        Assert.Equal("/cases/1/correct", entries[1].QuerySelector("a.btn-primary")!.GetAttribute("href"));
        Assert.Null(entries[2].QuerySelector("time"));
    }

    [Fact]
    public async Task Steps_can_be_opened_except_the_current_one_and_those_not_reached()
    {
        var page = await app.RenderAsync("Parts/_Steps", new Steps(
        [
            new("机构信息", StepState.Done, "/apply/1"),
            new("场地与设施", StepState.Current, "/apply/2"),
            new("材料", StepState.Waiting),
        ]));

        Assert.Equal("/apply/1", Assert.Single(page.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Contains("场地与设施", page.QuerySelector("[aria-current=step]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dangerous_act_names_what_will_happen_before_it_posts()
    {
        var page = await app.RenderAsync("Parts/_Confirm", new Confirm(
            "撤回申请", "撤回“示例·小橙子托育园”的备案申请？", "已填写的内容转为草稿。", "撤回申请", "/cases/1/withdraw",
            new Dictionary<string, string> { ["revision"] = "7" }, ReasonLabel: "撤回原因"));

        var form = page.QuerySelector("details form")!;
        Assert.Contains("示例·小橙子托育园", form.TextContent, StringComparison.Ordinal);
        Assert.Equal("/cases/1/withdraw", form.GetAttribute("action"));
        Assert.Equal("7", form.QuerySelector("input[name=revision]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]"));
        Assert.NotNull(form.QuerySelector("textarea[name=reason][required]"));
        Assert.Empty(page.QuerySelectorAll("summary button"));
    }
}
