using System.Net;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

public sealed class TaskPageTests : IDisposable
{
    private const string Operator = "luxian-operator";
    private const string Officer = "luxian-samr-accept";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public TaskPageTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_page_shows_form_papers_course_picture_and_what_to_decide()
    {
        var (_, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        using var page = await client.GetPageAsync(Address(task));

        Assert.Contains("举办者姓名（名称）", page.QuerySelector("#form")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("设立登记申请书", page.QuerySelector("#papers")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("您已提交“托育机构设立登记”", page.QuerySelector("#progress")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("登记材料齐全性检查", page.QuerySelector("#flow .tf-flow-current title")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["受理", "发出补正告知", "不予受理"], page.QuerySelectorAll("button[name='task.action']").Select(b => b.TextContent.Trim()));
        Assert.Contains("核对申请表和材料是否齐全", page.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_says_what_happened_and_who_has_it_now()
    {
        var (caseId, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        using var decided = await client.PostFormAsync(Address(task), Decision(task, "Accept", "示例意见"));

        Assert.Equal($"{Address(task)}?done=true", decided.Headers.Location?.OriginalString);
        using var page = await client.GetPageAsync($"{Address(task)}?done=true");
        Assert.Contains("已办理：受理", page.QuerySelector(".tf-decided")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("县市场监管局", page.QuerySelector(".tf-decided li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("review", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
    }

    [Fact]
    public async Task The_task_of_a_corrected_case_shows_what_was_asked_for()
    {
        var (caseId, _) = await SubmittedAsync();
        await _cases.DecideAsync(caseId, "accept", Officer, "Correct", "示例：请补正");
        await _cases.DecideAsync(caseId, "correct", Operator, "Resubmit");
        using var client = await _app.SignInAsync(Officer);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/inbox/task/{_cases.OpenTasks(caseId)[0].Id}"));
        Assert.Contains("缺少签字", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_posted_twice_is_done_once()
    {
        var (caseId, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        using var page = await client.GetPageAsync(Address(task));
        var fields = Decision(task, "Accept", "");
        fields["task.operation"] = page.QuerySelector("input[name='task.operation']")!.GetAttribute("value")!;
        fields["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        async Task<HttpStatusCode> PostAsync()
        {
            using var content = new FormUrlEncodedContent(fields);
            using var response = await client.PostAsync(Address(task), content);
            return response.StatusCode;
        }

        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], await Task.WhenAll(PostAsync(), PostAsync()));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'task.completed'")));
        Assert.Equal("review", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
    }

    [Fact]
    public async Task A_refusal_without_reasons_stands_beside_the_opinion_and_keeps_everything()
    {
        var (_, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        var fields = Decision(task, "Correct", "");
        fields["correct"] = "paper.application";
        fields["correct.paper.application.problem"] = "缺少签字";
        fields["correct.paper.application.mend"] = "由举办者签字后重新上传";
        using var refused = await client.PostFormAsync(Address(task), fields);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var page = await refused.ReadPageAsync();
        Assert.Contains("必须填写意见", page.QuerySelector("#opinion-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("缺少签字", page.QuerySelector("input[name='correct.paper.application.problem']")!.GetAttribute("value"));
        Assert.Equal("由举办者签字后重新上传", page.QuerySelector("input[name='correct.paper.application.mend']")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("input[name=correct][value='paper.application']")!.HasAttribute("checked"));
        Assert.Equal("#opinion", page.QuerySelector(".tf-errors a")?.GetAttribute("href") ?? "#opinion");
    }

    [Fact]
    public async Task A_correction_names_each_paper_its_problem_and_how_to_mend_it()
    {
        var (caseId, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        var fields = Decision(task, "Correct", "请一次补齐");
        fields["correct.paper.application.problem"] = "缺少签字";
        fields["correct.paper.application.mend"] = "签字后上传";
        using (var decided = await client.PostFormAsync(Address(task), fields))
        {
            Assert.Equal(HttpStatusCode.Found, decided.StatusCode);
        }

        Assert.Equal("Correcting", _cases.Status(caseId));
        using var applicant = await _app.SignInAsync(Operator);
        using var page = await applicant.GetPageAsync($"/cases/details/{caseId}");
        var item = Assert.Single(page.QuerySelectorAll(".tf-corrections li")).TextContent;
        Assert.Contains("设立登记申请书", item, StringComparison.Ordinal);
        Assert.Contains("缺少签字", item, StringComparison.Ordinal);
        Assert.Contains("签字后上传", item, StringComparison.Ordinal);
        using var notice = await applicant.GetPageAsync(page.QuerySelector("a[href^='/cases/notice/']")!.GetAttribute("href")!);
        Assert.Contains("补正〔2025〕0001号", notice.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_whose_paper_is_ticked_without_words_is_refused_beside_the_paper()
    {
        var (_, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        var fields = Decision(task, "Correct", "请补正");
        fields["correct"] = "paper.application";
        using var refused = await client.PostFormAsync(Address(task), fields);
        using var page = await refused.ReadPageAsync();

        Assert.Contains("有什么问题", page.QuerySelector("#correct-application .tf-wrong")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_beside_its_field_with_both_values_kept()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", Officer, "Accept");
        await _cases.DecideAsync(caseId, "review", "luxian-samr-review", "Agree");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        using var client = await _app.SignInAsync("luxian-samr-approve");
        var fields = Decision(task, "Approve", "");
        fields["uscc"] = "91510521MA00001461";
        fields["licenceNumber"] = "示例证照1号";
        using var refused = await client.PostFormAsync(Address(task), fields);
        using var page = await refused.ReadPageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull(page.QuerySelector("#field-uscc-error"));
        Assert.Equal("91510521MA00001461", page.QuerySelector("#field-uscc")!.GetAttribute("value"));
        Assert.Equal("示例证照1号", page.QuerySelector("#field-licenceNumber")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_checklist_asks_for_a_verdict_on_every_point()
    {
        var caseId = await _cases.ApplyAsync(Operator, "acceptance");
        var (task, person) = _cases.OpenTasks(caseId).Select(t => (t, Person: HolderOf(t.Id))).First(t => Spec(t.t).Checklist.Count > 0);
        using var client = await _app.SignInAsync(person);
        using (var page = await client.GetPageAsync(Address(task)))
        {
            Assert.Equal(Spec(task).Checklist.Count, page.QuerySelectorAll(".tf-check").Length);
        }

        var fields = Decision(task, "Pass", "");
        fields["evidence"] = "示例文书1号";
        fields[$"check.{Spec(task).Checklist[0].Code}"] = "fail";
        using var refused = await client.PostFormAsync(Address(task), fields);
        using var wrong = await refused.ReadPageAsync();
        Assert.Contains("写明情况", wrong.QuerySelector($"#check-{Spec(task).Checklist[0].Code} .tf-wrong")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("示例文书1号", wrong.QuerySelector("#field-evidence")!.GetAttribute("value"));

        foreach (var item in Spec(task).Checklist)
        {
            fields[$"check.{item.Code}"] = "pass";
        }

        using var decided = await client.PostFormAsync(Address(task), fields);
        Assert.Equal(HttpStatusCode.Found, decided.StatusCode);
    }

    [Theory]
    [InlineData("luxian-civil-accept")]
    [InlineData("luxian-operator")]
    [InlineData("luxian-operator2")]
    public async Task Whoever_has_nothing_to_do_with_a_task_does_not_find_it(string who)
    {
        var (_, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(who);
        using var page = await client.GetAsync(Address(task));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task A_task_that_somebody_else_decided_shows_who_and_when_and_keeps_the_words_of_the_loser()
    {
        var (caseId, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        using var before = await client.GetPageAsync(Address(task));
        await _cases.DecideAsync(caseId, "accept", Officer, "Accept", "先到的意见");
        var fields = Decision(task, "Refuse", "后到的意见");
        fields["__RequestVerificationToken"] = before.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields);
        using var late = await client.PostAsync(Address(task), content);
        using var page = await late.ReadPageAsync();

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("2025-03-07 10:00 办理：受理", page.QuerySelector(".tf-errors")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("先到的意见", page.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_a_colleague_claimed_shows_who_and_when()
    {
        var (_, task) = await SubmittedAsync();
        await ShareAsync(Officer, "luxian-samr-review");
        using var client = await _app.SignInAsync("luxian-samr-review");
        using (var claimed = await client.PostFormAsync(Address(task), new Dictionary<string, string>(), $"{Address(task)}?handler=Claim"))
        {
            Assert.Equal(HttpStatusCode.Found, claimed.StatusCode);
        }

        using var colleague = await _app.SignInAsync(Officer);
        using var page = await colleague.GetPageAsync(Address(task));
        Assert.Contains($"{_app.ActorOf("luxian-samr-review").Name} 已认领这项任务", page.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2025-03-07", page.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("button[name='task.action']"));
    }

    [Fact]
    public async Task Whoever_decided_an_earlier_step_is_told_why_this_one_lies_in_other_hands()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await ShareAsync("luxian-samr-review", Officer);
        await ShareAsync("luxian-samr-approve", Officer);
        await _cases.DecideAsync(caseId, "accept", Officer, "Accept");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        var separated = Spec(task).SeparateFrom.Contains("accept");
        if (!separated)
        {
            await _cases.DecideAsync(caseId, "review", Officer, "Agree");
            task = Assert.Single(_cases.OpenTasks(caseId));
        }

        Assert.NotEmpty(Spec(task).SeparateFrom);
        using var client = await _app.SignInAsync(Officer);
        using var page = await client.GetPageAsync(Address(task));
        Assert.Contains("不相容岗位分离", page.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("button[name='task.action']"));
    }

    [Fact]
    public async Task A_text_that_looks_like_markup_is_shown_as_text()
    {
        var (_, task) = await SubmittedAsync();
        using var client = await _app.SignInAsync(Officer);
        using var refused = await client.PostFormAsync(Address(task), Decision(task, "None", "<script>alert(1)</script>"));
        var html = await refused.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script>alert(1)", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
    }

    private static string Address(OpenTask task) => $"/inbox/task/{task.Id}";

    private static Dictionary<string, string> Decision(OpenTask task, string action, string opinion) => new()
    {
        ["task.action"] = action,
        ["task.opinion"] = opinion,
        ["task.revision"] = task.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["task.operation"] = Guid.NewGuid().ToString("N"),
    };

    private async Task<(Guid CaseId, OpenTask Task)> SubmittedAsync()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        return (caseId, Assert.Single(_cases.OpenTasks(caseId)));
    }

    private TaskSpec Spec(OpenTask task) => TaskSpec.FromJson(_app.Read(sql => sql.Scalar<string>("select spec from work_task where id = @id", ("id", task.Id)))!);

    private string HolderOf(Guid taskId) => _app.Read(sql => sql.Scalar<string>(
        "select p.user_name from work_task t join post_holder h on h.post_id = t.post_id join person p on p.id = h.person_id where t.id = @id limit 1", ("id", taskId)))!;

    /// <summary>Gives the post of one person to another as well.</summary>
    private Task ShareAsync(string holder, string also) => _app.Steps.RunAsync(_app.ActorOf(holder), null, (services, _) =>
    {
        var step = (Server.Storage.Step)services.GetService(typeof(Server.Storage.Step))!;
        step.Sql.Execute(
            "insert into post_holder (tenant_id, id, post_id, person_id) select tenant_id, @id, post_id, @person from post_holder where person_id = @holder",
            ("id", step.NewId()), ("person", _app.ActorOf(also).PersonId), ("holder", step.Actor.PersonId));
        return Task.CompletedTask;
    }, CancellationToken.None);
}
