using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Disbursement;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Funds;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Disbursement;

public sealed class ConstructionSubsidyTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly MoneyDriver _money;

    public ConstructionSubsidyTests() => _money = new MoneyDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Eighty_beds_with_the_award_are_400_000_yuan_and_no_bed_is_paid_twice()
    {
        await _money.PrepareAsync(MoneyDriver.Operator, acceptedPlaces: 100);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80);
        await ThroughAsync(caseId);
        Assert.Equal("Approved", _money.Cases.Status(caseId));
        Assert.Equal([2_600_000, 0, 0, 400_000, 0], _money.Line());
        var more = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 21);
        Assert.Contains("没有正在申请建设补助的有 20 个", Spec(more, "confirmRefusal"), StringComparison.Ordinal);
        await _money.Cases.DecideAsync(more, "confirmRefusal", "luxian-health-review", "Confirm");
        var rest = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 20);
        Assert.Equal("review", Assert.Single(_money.Cases.OpenTasks(rest)).StepCode);
        _money.AssertBalanced();
    }

    [Fact]
    public async Task Without_the_award_nothing_is_paid()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var institution = _app.InstitutionOf(MoneyDriver.Operator);
        var caseId = await _app.Steps.RunAsync(_app.ActorOf("luxian-health-handle"), null, async (services, token) => (await services.GetRequiredService<Applications>().BeginAsync(
            await services.GetRequiredService<ToyuDb>().Set<Institution>().FirstAsync(i => i.Id == institution, token),
            "construction-subsidy", "示例建设补助", new Dictionary<string, string> { ["beds"] = "80" }, null, [], token)).Id, CancellationToken.None);
        Assert.Contains("不能证明已获得上级托位补助", Spec(caseId, "confirmRefusal"), StringComparison.Ordinal);
        Assert.Equal("NotEligible 0", _app.Read(sql => sql.Scalar<string>("select verdict || ' ' || amount from claim")));
    }

    [Fact]
    public async Task A_claim_over_the_ceiling_waits_until_money_is_free()
    {
        var desk = new LedgerDesk(_app);
        var big = await desk.CaseAsync();
        await desk.ReserveAsync(big, 2_700_000);
        await _money.PrepareAsync(MoneyDriver.Operator);
        await _money.PrepareAsync(MoneyDriver.OtherOperator);
        var first = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80);
        await _money.ReviewAsync(first);
        Assert.Contains("按先后排队等待额度", Spec(first, "ceiling"), StringComparison.Ordinal);
        await _money.Cases.DecideAsync(first, "ceiling", "luxian-fin-approve", "Queue");
        // A small one that would fit does not pass by the one that waits.
        var second = await _money.ApplyForBedsAsync(MoneyDriver.OtherOperator, 10);
        await _money.ReviewAsync(second);
        await _money.Cases.DecideAsync(second, "ceiling", "luxian-fin-approve", "Queue");
        Assert.Equal([300_000, 2_700_000, 0, 0, 0], _money.Line());

        await desk.DoAsync(l => l.Release(big, "示例"));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Empty(_money.Cases.Incidents());
        Assert.Equal([2_550_000, 450_000, 0, 0, 0], _money.Line());
        Assert.Equal(2, _app.Read(sql => sql.Scalar<long>("select count(*) from publicity where state = 'Running'")));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from waiting_claim where state <> 'Over'")));
        _money.AssertBalanced();
    }

    [Fact]
    public async Task A_claim_put_off_to_the_next_year_goes_on_with_that_years_money()
    {
        var desk = new LedgerDesk(_app);
        await desk.ReserveAsync(await desk.CaseAsync(), 3_000_000);
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80);
        await _money.ReviewAsync(caseId);
        await _money.Cases.DecideAsync(caseId, "ceiling", "luxian-fin-approve", "NextYear");
        _app.Clock.Set(new DateTimeOffset(2025, 12, 31, 16, 0, 1, TimeSpan.Zero));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Empty(_money.Cases.Incidents());
        Assert.Equal(2_600_000, _app.Read(sql => sql.Scalar<long>("select available from budget_line where year = 2026")) / 100);
        _money.AssertBalanced();
    }

    [Fact]
    public async Task Finance_may_take_a_claim_out_of_the_queue_and_nobody_else()
    {
        var desk = new LedgerDesk(_app);
        await desk.ReserveAsync(await desk.CaseAsync(), 3_000_000);
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80);
        await _money.ReviewAsync(caseId);
        await _money.Cases.DecideAsync(caseId, "ceiling", "luxian-fin-approve", "Queue");
        await Assert.ThrowsAsync<ForbiddenException>(() => _app.AsAsync<RefuseWaiting>("luxian-health-review", (r, token) => r.RunAsync(caseId, "没有额度", token)));
        await _app.AsAsync<RefuseWaiting>("luxian-fin-approve", (r, token) => r.RunAsync(caseId, "本年度额度已经用完", token));
        Assert.Equal("Refused", _money.Cases.Status(caseId));
        Assert.Contains(_money.Cases.Sentences(caseId), s => s.Contains("本年度额度已经用完", StringComparison.Ordinal));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from granted_unit")));
    }

    [Fact]
    public async Task Who_reviewed_does_not_pay()
    {
        var caseId = await ReadyToPayAsync();
        var post = _app.Read(sql => sql.List("select h.post_id from post_holder h join person p on p.id = h.person_id where p.user_name = 'luxian-fin-pay'", row => row.GetGuid(0)))[0];
        var reviewer = _app.ActorOf("luxian-fin-review").PersonId!.Value;
        await _app.AsAsync<StaffRegister>("luxian-fin-pay", (staff, token) => staff.GivePostAsync(reviewer, post, token));
        await Assert.ThrowsAsync<ForbiddenException>(() => _money.PayAsync(caseId, "luxian-fin-review"));
        Assert.Equal([2_600_000, 0, 400_000, 0, 0], _money.Line());
        _money.AssertBalanced();
    }

    [Fact]
    public async Task Of_sixteen_who_record_the_payment_at_once_one_does()
    {
        var caseId = await ReadyToPayAsync();
        var input = _money.Cases.Input(Assert.Single(_money.Cases.OpenTasks(caseId)), "Paid", "", ("paid_on", "2025-03-15"), ("voucher", "示例凭证0001"));
        var errors = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Record.ExceptionAsync(() => _app.AsAsync<CompleteTask, TaskOutcome>("luxian-fin-pay", (c, token) => c.RunAsync(input, token)))));
        Assert.Equal(15, errors.Count(e => e is ConflictException));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from ledger_entry where kind = 'Pay'")));
        Assert.Equal([2_600_000, 0, 0, 400_000, 0], _money.Line());
        _money.AssertBalanced();
    }

    [Fact]
    public async Task A_payment_dated_before_the_end_of_publicity_or_in_the_future_is_refused_and_nothing_moves()
    {
        var caseId = await ReadyToPayAsync();
        foreach (var day in new[] { "2025-03-01", "2026-01-01" })
        {
            var error = await Assert.ThrowsAsync<InvalidInputException>(() => _money.Cases.DecideAsync(caseId, "pay", "luxian-fin-pay", "Paid", "", ("paid_on", day), ("voucher", "示例凭证0001")));
            Assert.Equal("field-paid_on", Assert.Single(error.Errors).Field);
        }

        Assert.Equal([2_600_000, 0, 400_000, 0, 0], _money.Line());
    }

    [Fact]
    public async Task A_payee_of_another_name_goes_back_to_the_applicant_before_anything_is_paid()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80, accountName: "示例别的公司");
        await _money.ReviewAsync(caseId);
        await _money.EndPublicityAsync(caseId);
        await _money.Cases.DecideAsync(caseId, "mendPayee", MoneyDriver.Operator, "Mended", "", ("account_name", _money.NameOf(MoneyDriver.Operator)), ("bank", "示例银行"), ("account_number", "6200000000000005678"));
        await _money.PayAsync(caseId);
        Assert.Empty(_money.Cases.Incidents());
        Assert.Equal("Approved", _money.Cases.Status(caseId));
        Assert.Equal("6200000000000005678", _app.Read(sql => sql.Scalar<string>("select payee_account from payment")));
    }

    [Fact]
    public async Task A_founded_objection_sets_the_money_free()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80);
        await _money.ReviewAsync(caseId);
        var publicity = _app.Read(sql => sql.List("select id from publicity", row => row.GetGuid(0)))[0];
        await Assert.ThrowsAsync<ForbiddenException>(() => _app.AsAsync<RegisterObjection>("luxian-psb-inspect", (r, token) => r.RunAsync(publicity, "托位数与实际不符", token)));
        await _app.AsAsync<RegisterObjection>("luxian-health-review", (r, token) => r.RunAsync(publicity, "托位数与实际不符", token));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Contains("托位数与实际不符", Spec(caseId, "recheck"), StringComparison.Ordinal);
        await _money.Cases.DecideAsync(caseId, "recheck", "luxian-health-approve", "Founded", "实地核查属实");
        Assert.Equal("Refused", _money.Cases.Status(caseId));
        Assert.Equal([3_000_000, 0, 0, 0, 0], _money.Line());
        _money.AssertBalanced();
    }

    [Fact]
    public async Task An_unfounded_objection_starts_the_publicity_again()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80);
        await _money.ReviewAsync(caseId);
        var publicity = _app.Read(sql => sql.List("select id from publicity", row => row.GetGuid(0)))[0];
        await _app.AsAsync<RegisterObjection>("luxian-health-review", (r, token) => r.RunAsync(publicity, "托位数与实际不符", token));
        await _money.Cases.DecideAsync(caseId, "recheck", "luxian-health-approve", "Unfounded", "核查不属实");
        await _money.EndPublicityAsync(caseId);
        await _money.PayAsync(caseId);
        Assert.Equal("Approved", _money.Cases.Status(caseId));
        Assert.Equal(["Ended", "Objected"], _app.Read(sql => sql.List("select state from publicity order by state", row => row.GetString(0))));
    }

    [Fact]
    public async Task Nothing_is_really_paid_on_a_draft_that_nobody_has_confirmed()
    {
        var caseId = await ReadyToPayAsync();
        var draft = _app.Services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant] with { IsConfirmed = false };
        await Assert.ThrowsAsync<ConflictException>(() => _app.Steps.RunAsync(_app.ActorOf("luxian-fin-pay"), null, (services, token) =>
            ActivatorUtilities.CreateInstance<RecordPayment>(services, new PackCatalog([draft])).RunAsync(caseId, "2025-03-15", "示例凭证0001", null, token), CancellationToken.None));
        Assert.Equal([2_600_000, 0, 400_000, 0, 0], _money.Line());
    }

    private async Task<Guid> ReadyToPayAsync()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 80);
        await _money.ReviewAsync(caseId);
        await _money.EndPublicityAsync(caseId);
        Assert.Equal("pay", Assert.Single(_money.Cases.OpenTasks(caseId)).StepCode);
        return caseId;
    }

    private async Task ThroughAsync(Guid caseId)
    {
        await _money.ReviewAsync(caseId);
        await _money.EndPublicityAsync(caseId);
        await _money.PayAsync(caseId);
        Assert.Empty(_money.Cases.Incidents());
    }

    private string Spec(Guid caseId, string stepCode) => _app.Read(sql => sql.Scalar<string>(
        "select spec from work_task where case_id = @case and step_code = @step and status = 'Open'", ("case", caseId), ("step", stepCode)))
        ?? throw new InvalidOperationException($"No open task {stepCode}; incidents: {string.Join("; ", _money.Cases.Incidents())}; open: {string.Join(", ", _money.Cases.OpenTasks(caseId).Select(t => t.StepCode))}");
}
