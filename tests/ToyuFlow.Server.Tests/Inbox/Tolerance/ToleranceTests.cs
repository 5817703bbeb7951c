using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using static ToyuFlow.Server.Tests.Inbox.Tolerance.ToleranceDriver;

namespace ToyuFlow.Server.Tests.Inbox.Tolerance;

/// <summary>容缺受理: accepted on a promise, the result withheld until it is kept, and barred from the next when it is not.</summary>
public sealed class ToleranceTests : IDisposable
{
    private const string Approver = "luxian-samr-approve";
    private const string OtherOperator = "luxian-operator2";

    private readonly ToyuFlowApp _app = new();
    private readonly ToleranceDriver _driver;

    public ToleranceTests() => _driver = new ToleranceDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_application_that_lacks_a_secondary_paper_is_accepted_as_any_other_and_the_clock_of_its_decision_starts()
    {
        var caseId = await _driver.ApplyAsync();
        await _driver.AcceptAsync(caseId);
        Assert.Equal("Accepted", _driver.Cases.Status(caseId));
        Assert.Equal("review", Assert.Single(_driver.Cases.OpenTasks(caseId)).StepCode);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from case_clock where case_id = @c and code = 'registration.profit' and stopped_at is null", ("c", caseId))));
        var promise = _driver.Promise(caseId);
        Assert.Equal("容缺〔2025〕0001号", promise.Number);
        Assert.Equal((PromiseState.Open, Day), (promise.State, Deadline.From(promise.DueAt).LastDay));
        Assert.Equal((Paper, GapState.Missing), (promise.Gaps[0].Code, promise.Gaps[0].State));
        Assert.Equal(1, _driver.Told(Operator, "容缺受理，请在 2025-03-10 前补齐"));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from case_material where case_id = @c and code = 'tolerance-promise'", ("c", caseId))));
    }

    [Fact]
    public async Task It_cannot_be_accepted_as_if_nothing_were_missing()
    {
        var caseId = await _driver.ApplyAsync();
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _driver.Cases.DecideAsync(caseId, "accept", Officer, "Accept"));
        Assert.Contains("请办理容缺受理", error.Message, StringComparison.Ordinal);
        Assert.Equal("Submitted", _driver.Cases.Status(caseId));
    }

    [Fact]
    public async Task What_is_essential_must_be_there_to_apply_and_is_never_tolerated()
    {
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _driver.ApplyAsync(without: ["premises_proof"]));
        Assert.Equal("material-premises_proof", Assert.Single(error.Errors).Field);
        var caseId = await _driver.ApplyAsync();
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => _driver.AcceptAsync(_driver.Input(caseId, null, Paper, "premises_proof")));
        Assert.Contains("主审材料必须齐全", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_missing_paper_is_named_with_what_is_wrong_and_the_promise_is_signed()
    {
        var caseId = await _driver.ApplyAsync(OtherOperator, "nonprofit", Paper, "capital_proof");
        var input = _driver.Input(caseId) with { Letters = [], Gaps = [new GapEntry(Paper, " ")] };
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _driver.AcceptAsync(input, "luxian-civil-accept"));
        Assert.Equal(["gap-capital_proof", $"gap-{Paper}", "field-tolerance-promise"], error.Errors.Select(e => e.Field));
        Assert.Equal("Submitted", _driver.Cases.Status(caseId));
    }

    [Theory]
    [InlineData("2025-03-07", "在今天之后")]
    [InlineData("2025-04-30", "20 个工作日")]
    [InlineData("2025-03-11", "提前 2 个工作日补齐：最晚 2025-03-10")]
    public async Task The_day_lies_within_the_steps_limit_and_two_working_days_before_the_decision(string day, string because)
    {
        var caseId = await _driver.ApplyAsync();
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _driver.AcceptAsync(caseId, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("day", Assert.Single(error.Errors).Field);
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.Equal("Submitted", _driver.Cases.Status(caseId));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from tolerance_promise")));
    }

    [Fact]
    public async Task The_result_is_withheld_while_the_gap_is_open_and_given_once_it_is_closed()
    {
        var caseId = await AcceptedAsync();
        await _driver.ReviewAsync(caseId);
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _driver.ApproveAsync(caseId));
        Assert.Contains("拟任负责人简历", error.Message, StringComparison.Ordinal);
        Assert.Contains("补齐期限 2025-03-10", error.Message, StringComparison.Ordinal);

        await _driver.HandInAsync(caseId);
        Assert.Equal(1, _driver.Told(Officer, "补交了容缺材料"));
        await Assert.ThrowsAsync<InvalidInputException>(() => _driver.ApproveAsync(caseId));
        await _driver.ConfirmAsync(caseId);
        Assert.Equal(PromiseState.Kept, _driver.Promise(caseId).State);
        Assert.Equal(1, _driver.Told(Approver, "核对补齐，可以作出决定"));
        await _driver.ApproveAsync(caseId);
        Assert.Equal("Approved", _driver.Cases.Status(caseId));
        Assert.Empty(_driver.Cases.Incidents());
    }

    [Fact]
    public async Task Refusing_stays_possible_while_the_gap_is_open_and_breaks_no_promise()
    {
        var caseId = await AcceptedAsync();
        await _driver.ReviewAsync(caseId);
        await _driver.Cases.DecideAsync(caseId, "decide", Approver, "Refuse", "示例：不符合条件");
        await _driver.PassAsync(_driver.Promise(caseId).DueAt.AddMinutes(1));
        Assert.Equal(PromiseState.Ended, _driver.Promise(caseId).State);
        await Assert.ThrowsAsync<ConflictException>(() => _driver.HandInAsync(caseId));
    }

    [Fact]
    public async Task A_paper_that_is_not_right_goes_back_and_is_handed_in_again()
    {
        var caseId = await AcceptedAsync();
        await _driver.HandInAsync(caseId, fileName: "第一次.pdf");
        await Assert.ThrowsAsync<InvalidInputException>(() => _driver.SendBackAsync(caseId, " "));
        await _driver.SendBackAsync(caseId);
        Assert.Equal((GapState.Missing, "示例：没有签字"), (_driver.Promise(caseId).Gaps[0].State, _driver.Promise(caseId).Gaps[0].SentBack));
        Assert.Equal(1, _driver.Told(Operator, "示例：没有签字"));
        await _driver.HandInAsync(caseId, fileName: "第二次.pdf");
        await _driver.ConfirmAsync(caseId);
        Assert.Equal(PromiseState.Kept, _driver.Promise(caseId).State);
        Assert.Equal(["第一次.pdf:True", "第二次.pdf:False"], _app.Read(sql => sql.List(
            "select file_name, is_superseded from case_material where case_id = @c and code = @p order by is_superseded desc", row => $"{row.GetString(0)}:{row.GetBoolean(1)}", ("c", caseId), ("p", Paper))));
    }

    [Fact]
    public async Task A_promise_that_is_not_kept_is_marked_by_the_system_told_to_both_sides_and_bars_the_next()
    {
        var caseId = await AcceptedAsync();
        await _driver.ReviewAsync(caseId);
        await _driver.PassAsync(_driver.Promise(caseId).DueAt);
        Assert.Equal(PromiseState.Broken, _driver.Promise(caseId).State);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from timeline_entry where case_id = @c and is_automatic and sentence like '%记为未履行容缺承诺%'", ("c", caseId))));
        Assert.All([Operator, Officer, Approver], who => Assert.Equal(1, _driver.Told(who, "记为未履行承诺")));

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _driver.ApproveAsync(caseId));
        Assert.Contains("没有在 2025-03-10 前履行容缺承诺", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConflictException>(() => _driver.HandInAsync(caseId));
        await _driver.Cases.DecideAsync(caseId, "decide", Approver, "Refuse", "示例：没有补齐");

        var next = await _driver.ApplyAsync();
        var barred = await Assert.ThrowsAsync<ConflictException>(() => _driver.AcceptAsync(next, new DateOnly(2025, 3, 12)));
        Assert.Contains("没有履行以前的容缺承诺（容缺〔2025〕0001号", barred.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handed_in_in_time_it_waits_for_the_officer_and_is_broken_only_when_they_send_it_back()
    {
        var caseId = await AcceptedAsync();
        await _driver.HandInAsync(caseId);
        await _driver.PassAsync(_driver.Promise(caseId).DueAt);
        Assert.Equal(PromiseState.Open, _driver.Promise(caseId).State);
        Assert.Equal(2, _driver.Told(Officer, "补交了容缺材料"));
        await _driver.SendBackAsync(caseId);
        Assert.Equal(PromiseState.Broken, _driver.Promise(caseId).State);
    }

    [Fact]
    public async Task The_applicant_is_reminded_three_and_one_working_days_before_the_day_while_anything_is_owed()
    {
        var caseId = await _driver.ApplyAsync(OtherOperator, "nonprofit");
        await _driver.AcceptAsync(_driver.Input(caseId, new DateOnly(2025, 3, 20)), "luxian-civil-accept");
        await _driver.PassAsync(BeijingTime.StartOf(new DateOnly(2025, 3, 17)).AddHours(8));
        Assert.Equal(0, _driver.Told(OtherOperator, "逾期不补"));
        await _driver.PassAsync(BeijingTime.StartOf(new DateOnly(2025, 3, 17)).AddHours(9));
        Assert.Equal(1, _driver.Told(OtherOperator, "逾期不补"));
        await _driver.PassAsync(BeijingTime.StartOf(new DateOnly(2025, 3, 19)).AddHours(9));
        Assert.Equal(2, _driver.Told(OtherOperator, "逾期不补"));
    }

    [Fact]
    public async Task A_stranger_can_do_nothing()
    {
        var caseId = await _driver.ApplyAsync();
        await Assert.ThrowsAsync<MissingException>(() => _driver.AcceptAsync(caseId, officer: "luxian-civil-accept"));
        await _driver.AcceptAsync(caseId);
        await Assert.ThrowsAsync<MissingException>(() => _driver.HandInAsync(caseId, OtherOperator));
        await _driver.HandInAsync(caseId);
        await Assert.ThrowsAsync<MissingException>(() => _driver.ConfirmAsync(caseId, "luxian-samr-review"));
        await Assert.ThrowsAsync<MissingException>(() => _driver.SendBackAsync(caseId, officer: Operator));
    }

    [Fact]
    public async Task Twice_is_once()
    {
        var caseId = await _driver.ApplyAsync();
        var input = _driver.Input(caseId);
        var actor = _app.ActorOf(Officer);
        Task<Guid> SendAsync() => _app.Steps.RunAsync<AcceptWithGaps, Guid>(actor, "op-1", (accept, token) => accept.RunAsync(input, token), CancellationToken.None);
        Assert.Equal(await SendAsync(), await SendAsync());
        await Assert.ThrowsAsync<ConflictException>(() => _driver.AcceptAsync(input));
        await _driver.HandInAsync(caseId);
        var (promise, gap) = (_driver.Promise(caseId), _driver.Promise(caseId).Gaps[0]);
        await _driver.ConfirmAsync(caseId);
        await Assert.ThrowsAsync<ConflictException>(() => _app.AsAsync<CheckGap>(Officer, (check, token) => Task.Run(() => check.Confirm(promise.Id, gap.Id, promise.Revision), token)));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from tolerance_promise")));
    }

    private async Task<Guid> AcceptedAsync()
    {
        var caseId = await _driver.ApplyAsync();
        await _driver.AcceptAsync(caseId);
        return caseId;
    }
}
