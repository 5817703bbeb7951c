using System.Net;
using System.Text;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Portal;
using static ToyuFlow.Server.Tests.Inbox.Tolerance.ToleranceDriver;

namespace ToyuFlow.Server.Tests.Inbox.Tolerance;

/// <summary>容缺受理 in the browser, and in the settings of a step.</summary>
public sealed class TolerancePageTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly ToleranceDriver _driver;

    public TolerancePageTests() => _driver = new ToleranceDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task From_the_acceptance_to_the_closed_gap_both_sides_find_their_way_from_the_case()
    {
        var caseId = await _driver.ApplyAsync();
        var task = Assert.Single(_driver.Cases.OpenTasks(caseId));
        using var officer = await _app.SignInAsync(Officer);
        using (var page = await officer.GetPageAsync($"/inbox/task/{task.Id}"))
        {
            Assert.NotNull(page.QuerySelector($"a[href='{AcceptModel.PathOf(task.Id)}']"));
        }

        using (var form = await officer.GetPageAsync(AcceptModel.PathOf(task.Id)))
        {
            Assert.NotNull(form.QuerySelector($"input[name=gap][value={Paper}][checked]"));
            Assert.Null(form.QuerySelector("input[name=gap][value=premises_proof]"));
        }

        using (var refused = await PostAsync(officer, AcceptModel.PathOf(task.Id), [("gap", Paper), ($"problem.{Paper}", "示例：缺学历证明"), ("day", "2025-03-11")], (AcceptWithGaps.Letter, Applicant.Pdf)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            using var page = await refused.ReadPageAsync();
            Assert.Equal("示例：缺学历证明", page.QuerySelector($"input[name='problem.{Paper}']")!.GetAttribute("value"));
            Assert.Contains("最晚 2025-03-10", page.QuerySelector("[data-errors]")!.TextContent, StringComparison.Ordinal);
            var kept = page.QuerySelector("input[name='task.kept']")!.GetAttribute("value")!;
            using var accepted = await PostAsync(officer, AcceptModel.PathOf(task.Id), [("gap", Paper), ($"problem.{Paper}", "示例：缺学历证明"), ("day", "2025-03-10"), ("task.kept", kept)]);
            Assert.Equal($"/inbox/task/{task.Id}?done=true", accepted.Headers.Location?.OriginalString);
        }

        var promise = _driver.Promise(caseId);
        using var applicant = await _app.SignInAsync(Operator);
        using (var page = await applicant.GetPageAsync($"/cases/details/{caseId}"))
        {
            Assert.Contains("示例：缺学历证明", page.QuerySelector("#tolerance")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(2, page.QuerySelectorAll($"a[href='{HandInModel.PathOf(promise.Id)}']").Length);
        }

        using (var wrong = await PostAsync(applicant, HandInModel.PathOf(promise.Id), [], ($"material-{Paper}", Applicant.Program)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using (var handed = await PostAsync(applicant, HandInModel.PathOf(promise.Id), [], ($"material-{Paper}", Applicant.Pdf)))
        {
            Assert.Equal($"/cases/details/{caseId}", handed.Headers.Location?.OriginalString);
        }

        using (var page = await officer.GetPageAsync($"/cases/details/{caseId}"))
        {
            Assert.NotNull(page.QuerySelector($"#tolerance a[href='{CheckModel.PathOf(promise.Id)}']"));
        }

        using var confirmed = await PostAsync(officer, CheckModel.PathOf(promise.Id), [("gap", promise.Gaps[0].Id.ToString()), ("act", "confirm")]);
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Equal(PromiseState.Kept, _driver.Promise(caseId).State);
    }

    [Fact]
    public async Task The_notice_is_numbered_and_lists_what_is_missing_for_both_sides()
    {
        var caseId = await _driver.ApplyAsync();
        var id = await _driver.AcceptAsync(caseId);
        foreach (var reader in new[] { Officer, Operator })
        {
            using var client = await _app.SignInAsync(reader);
            var text = await client.GetStringAsync(TolerancePrintModel.PathOf(id));
            Assert.All(["容缺〔2025〕0001号", "拟任负责人简历", "示例：未提交", "2025年3月10日"], words => Assert.Contains(words, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_withheld_decision_keeps_the_opinion_that_was_typed()
    {
        var caseId = await _driver.ApplyAsync();
        await _driver.AcceptAsync(caseId);
        await _driver.ReviewAsync(caseId);
        var task = Assert.Single(_driver.Cases.OpenTasks(caseId));
        using var client = await _app.SignInAsync("luxian-samr-approve");
        using var refused = await client.PostFormAsync($"/inbox/task/{task.Id}", new Dictionary<string, string>
        {
            ["task.action"] = "Approve",
            ["task.opinion"] = "示例：准予登记的意见",
            ["task.revision"] = $"{task.Revision}",
            ["uscc"] = "91510521MA00001460",
            ["licenceNumber"] = "示例证照1号",
        });
        using var page = await refused.ReadPageAsync();
        Assert.Contains("容缺〔2025〕0001号", page.QuerySelector("[data-errors]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("示例：准予登记的意见", page.QuerySelector("#opinion")!.TextContent);
    }

    [Theory]
    [InlineData("""{"allowTolerance":"true"}""", null)]
    [InlineData("""{"allowTolerance":"true","toleranceDays":"61"}""", "1 到 60")]
    [InlineData("""{"allowTolerance":"true","toleranceOutcome":"Refuse"}""", "表示受理")]
    [InlineData("""{"allowTolerance":"true","checklist":"[{\"code\":\"a\",\"text\":\"示例\"}]"}""", "不能容缺受理")]
    [InlineData("""{"allowTolerance":"true","role":"APPLICANT"}""", "一个人办理")]
    [InlineData("""{"withholdsOnGap":"true"}""", null)]
    [InlineData("""{"withholdsOnGap":"true","onExpiry":"pass"}""", "不能到期自动通过")]
    public void The_settings_of_a_step_are_checked_before_anybody_is_asked(string settings, string? problem)
    {
        var stated = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(settings)!;
        stated["actions"] = """[{"code":"Agree","label":"同意","tone":"primary"},{"code":"Refuse","label":"不同意","tone":"danger"}]""";
        var problems = StepCheck.Problems(stated.GetValueOrDefault).ToList();
        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.All(problems, p => Assert.Contains(problem!, p, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, (string Name, string Value)[] fields, params (string Name, byte[] Content)[] files)
    {
        using var page = await client.GetPageAsync(path);
        string held(string name) => page.QuerySelector($"input[name='{name}']")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Concat(new[] { "__RequestVerificationToken", "operation", "revision" }.Select(n => (n, held(n)))))
        {
            content.Add(new StringContent(value, Encoding.UTF8), name);
        }

        foreach (var (name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), name, "示例.pdf");
        }

        return await client.PostAsync(path, content);
    }
}
