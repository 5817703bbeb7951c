using System.Net;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Portal;

public sealed class CorrectTests : IDisposable
{
    private const string Operator = "luxian-operator";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public CorrectTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_applicant_mends_an_entry_and_a_paper_where_the_notice_points_and_sends_again()
    {
        var caseId = await SentBackAsync();
        using var founder = await Applicant.SignInAsync(_app);
        using (var start = await founder.OpenAsync("/portal/institutions"))
        {
            var todo = Assert.Single(start.QuerySelectorAll(".tf-todo li"));
            Assert.Contains("还剩 10 个工作日", todo.TextContent, StringComparison.Ordinal);
            using var led = await founder.GetAsync(todo.QuerySelector("a.btn")!.GetAttribute("href")!);
            Assert.Equal($"/portal/correct/{caseId}", led.Headers.Location!.OriginalString);
        }

        using (var page = await founder.OpenAsync($"/portal/correct/{caseId}"))
        {
            Assert.Contains("地址没有写门牌号", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("请补写到门牌号", page.Body.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("#field-address"));
            Assert.NotNull(page.QuerySelector("input[type=file][name=material-application]"));
        }

        using (var uploaded = await UploadNewAsync(founder, caseId))
        {
            Assert.Equal(HttpStatusCode.Redirect, uploaded.StatusCode);
        }

        using var sent = await founder.SendAsync($"/portal/correct/{caseId}", "go", "resubmit", ("address", "示例路12号附3号"));
        Assert.Equal($"/portal/submitted/{caseId}", sent.Headers.Location?.OriginalString);
        Assert.Equal("Submitted", _cases.Status(caseId));
        Assert.Equal("accept", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        Assert.Contains("示例路12号附3号", _app.Read(sql => sql.Scalar<string>("select form from case_file")), StringComparison.Ordinal);
        Assert.Equal(["新申请书.pdf"], _app.Read(sql => sql.List("select file_name from case_material where code = 'application' and is_superseded = 0", row => row.GetString(0))));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from case_material where code = 'application' and is_superseded = 1")));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from correction_notice where answered_at is not null")));
    }

    [Fact]
    public async Task What_became_incomplete_is_not_sent_and_says_where_to_mend_it()
    {
        var caseId = await SentBackAsync();
        using var founder = await Applicant.SignInAsync(_app);
        using var response = await founder.SendAsync($"/portal/correct/{caseId}", "go", "resubmit", ("address", "路"));
        using var page = await response.ReadPageAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("路", page.QuerySelector("#field-address")!.GetAttribute("value"));
        Assert.Contains("至少 5 个字", page.QuerySelector("#field-address-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Correcting", _cases.Status(caseId));
    }

    [Fact]
    public async Task Sending_again_twice_sends_once()
    {
        var caseId = await SentBackAsync();
        using var founder = await Applicant.SignInAsync(_app);
        using var page = await founder.OpenAsync($"/portal/correct/{caseId}");
        string hidden(string name) => page.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;
        (string, string)[] fields = [("revision", hidden("revision")), ("op", hidden("op")), ("address", "示例路12号附3号"), ("go", "resubmit")];
        using var first = await founder.PostAsync($"/portal/correct/{caseId}", page, fields);
        using var second = await founder.PostAsync($"/portal/correct/{caseId}", page, fields);
        Assert.Equal($"/portal/submitted/{caseId}", first.Headers.Location?.OriginalString);
        Assert.Equal($"/portal/submitted/{caseId}", second.Headers.Location?.OriginalString);
        Assert.Single(_cases.Sentences(caseId), s => s.Contains("重新提交", StringComparison.Ordinal) && s.StartsWith("您已", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_applicant_withdraws_after_a_question()
    {
        var caseId = await SentBackAsync();
        using var founder = await Applicant.SignInAsync(_app);
        using var response = await founder.ConfirmAsync($"/portal/correct/{caseId}");
        Assert.Equal("/portal/applications", response.Headers.Location?.OriginalString);
        Assert.Empty(_cases.Incidents());
        Assert.Equal("Withdrawn", _cases.Status(caseId));
    }

    [Fact]
    public async Task Another_task_of_the_applicant_shows_the_conclusions_takes_what_was_mended_and_goes_on()
    {
        await new FiledInstitution(_app).FileAsync();
        var caseId = await _cases.ApplyAsync(Operator, "acceptance");
        foreach (var task in _cases.OpenTasks(caseId))
        {
            var failed = task.StepCode == "acceptance-fire";
            var officer = _app.Read(sql => sql.Scalar<string>(
                "select p.user_name from work_task t join post_holder h on h.post_id = t.post_id join person p on p.id = h.person_id where t.id = @id", ("id", task.Id)))!;
            await _cases.DecideAsync(caseId, task.StepCode, officer, failed ? "Fail" : "Pass", failed ? "疏散通道堆放杂物" : "", ("evidence", "示例文书1号"));
        }

        var mend = Assert.Single(_cases.OpenTasks(caseId));
        using var founder = await Applicant.SignInAsync(_app);
        var path = $"/portal/task/{mend.Id}";
        using (var page = await founder.OpenAsync(path))
        {
            Assert.Contains("疏散通道堆放杂物", page.Body!.TextContent, StringComparison.Ordinal);
        }

        using (var empty = await founder.SendAsync(path, "task.action", "Mended"))
        {
            using var page = await empty.ReadPageAsync();
            Assert.NotNull(page.QuerySelector("#field-mended-error"));
        }

        using var done = await founder.SendAsync(path, "task.action", "Mended", ("mended", "杂物已经清走，通道保持畅通。"));
        Assert.Equal($"/portal/submitted/{caseId}", done.Headers.Location?.OriginalString);
        Assert.Equal("acceptance-fire", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        using var late = await founder.GetAsync(path);
        Assert.Equal($"/cases/details/{caseId}", late.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Of_a_stranger_nothing_is_there()
    {
        var caseId = await SentBackAsync();
        var taskId = Assert.Single(_cases.OpenTasks(caseId)).Id;
        var material = _app.Read(sql => sql.List("select id from case_material", row => row.GetGuid(0)))[0];
        var institution = _app.InstitutionOf(Operator);
        using var stranger = await Applicant.SignInAsync(_app, "luxian-operator2");
        foreach (var path in new[]
        {
            $"/portal/apply/{caseId}", $"/portal/apply/{caseId}/2", $"/portal/apply/{caseId}/materials", $"/portal/apply/{caseId}/check", $"/portal/submitted/{caseId}",
            $"/portal/correct/{caseId}", $"/portal/task/{taskId}", $"/portal/matters?institution={institution}", $"/cases/material/{material}",
        })
        {
            using var response = await stranger.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
        }

        using var own = await stranger.OpenAsync("/portal/institutions");
        Assert.DoesNotContain("小橙子", own.Body!.TextContent, StringComparison.Ordinal);
        foreach (var path in new[]
        {
            $"/portal/apply/{caseId}/1", $"/portal/apply/{caseId}/materials", $"/portal/apply/{caseId}/materials?handler=One&code=application", $"/portal/apply/{caseId}/check",
            $"/portal/correct/{caseId}", $"/portal/correct/{caseId}?handler=Withdraw", $"/portal/task/{taskId}", $"/portal/applications?handler=Discard&caseId={caseId}",
            $"/portal/matters?handler=Begin&institution={institution}&matter=registration",
        })
        {
            using var response = await stranger.PostAsync(path, own, ("caseId", caseId.ToString()), ("remove", material.ToString()), ("revision", "1"));
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path}: {response.StatusCode}");
        }

        Assert.Equal("Correcting", _cases.Status(caseId));
    }

    /// <summary>A registration that was sent back over its address and its application paper.</summary>
    private async Task<Guid> SentBackAsync()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration", FiledInstitution.Facts);
        var task = Assert.Single(_cases.OpenTasks(caseId));
        var input = new TaskInput(task.Id, task.Revision, "Correct", "请按下列内容补正。")
        {
            Corrections =
            [
                new CorrectionItem("address", "详细地址", "地址没有写门牌号") { Mend = "请补写到门牌号" },
                new CorrectionItem("application", "设立登记申请书", "没有签字"),
            ],
        };
        await _app.AsAsync<CompleteTask, TaskOutcome>("luxian-samr-accept", (complete, token) => complete.RunAsync(input, token));
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        return caseId;
    }

    private static Task<HttpResponseMessage> UploadNewAsync(Applicant founder, Guid caseId) =>
        founder.UploadAsync($"/portal/correct/{caseId}", "application", [("revision", null), ("replace.application", "true"), ("address", "示例路12号")], ("新申请书.pdf", Applicant.Pdf));
}
