using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Disbursement;

public sealed class OperatingSubsidyTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly MoneyDriver _money;

    public OperatingSubsidyTests() => _money = new MoneyDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_month_is_reckoned_reviewed_publicized_and_paid_once()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(10, 12, 20));
        Assert.Equal(14_600m, Amount(caseId));
        await _money.ReviewAsync(caseId);
        Assert.Equal([2_985_400, 14_600, 0, 0, 0], _money.Line());
        await _money.EndPublicityAsync(caseId);
        Assert.Equal([2_985_400, 0, 14_600, 0, 0], _money.Line());
        Assert.Contains("14,600.00 元", Instructions(caseId, "pay"), StringComparison.Ordinal);
        await _money.PayAsync(caseId);
        Assert.Empty(_money.Cases.Incidents());
        Assert.Equal("Approved", _money.Cases.Status(caseId));
        Assert.Equal([2_985_400, 0, 0, 14_600, 0], _money.Line());
        Assert.Equal("托育拨付〔2025〕0001号", _app.Read(sql => sql.Scalar<string>("select number from payment where state = 'Paid'")));
        _money.AssertBalanced();
    }

    [Fact]
    public async Task Every_line_of_the_amount_quotes_the_policy_where_it_stands()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(10, 12, 20));
        var text = _app.Services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant].PolicyText;
        var lines = Explanation(caseId).Lines;
        Assert.Equal([(10, 500m, 5000m), (12, 300m, 3600m), (20, 300m, 6000m)], lines.Select(l => (l.Count, l.Rate.Yuan, l.Amount.Yuan)));
        Assert.All(lines, line => Assert.Contains(line.Quote!, text[line.PolicyLine!.Value - 1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_and_numbers_of_children_are_not_kept_in_the_clear()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(1, 0, 0));
        Assert.Equal("示****|*******", _app.Read(sql => sql.Scalar<string>("select masked_name || '|' || masked_number from roster_child")));
        Assert.DoesNotContain("示例宝宝", string.Join('\n', _app.Read(sql => sql.List("select detail from audit_entry union select sentence from timeline_entry", row => row.GetString(0)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_institution_without_the_recognition_is_refused_with_the_reason()
    {
        await _money.PrepareAsync(MoneyDriver.Operator, demonstration: false);
        var caseId = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(1, 0, 0));
        Assert.Contains("机构还没有被认定为示范性普惠托育机构。", Instructions(caseId, "confirmRefusal"), StringComparison.Ordinal);
        await _money.Cases.DecideAsync(caseId, "confirmRefusal", "luxian-health-review", "Confirm");
        Assert.Equal("Refused", _money.Cases.Status(caseId));
        Assert.Contains(_money.Cases.Sentences(caseId), s => s.Contains("机构还没有被认定为示范性普惠托育机构。", StringComparison.Ordinal));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from granted_unit")));
    }

    [Fact]
    public async Task A_month_is_paid_once_and_a_child_only_to_the_first_that_claims_it()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        await _money.PrepareAsync(MoneyDriver.OtherOperator);
        var first = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(2, 0, 0));
        var other = await _money.ApplyForMonthAsync(MoneyDriver.OtherOperator, "2025-03", MoneyDriver.Roster(3, 0, 0));
        Assert.Contains("同一月份另有机构申报了同一婴幼儿", Instructions(other, "judge"), StringComparison.Ordinal);
        Assert.Equal(500m, Amount(other));
        await _money.ReviewAsync(first);
        await _money.EndPublicityAsync(first);
        await _money.PayAsync(first);
        var again = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(2, 0, 0, "B"));
        Assert.Contains("每月只能申请一次", Instructions(again, "confirmRefusal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_asked_once_and_reckoned_anew()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(2, 0, 0) + "示例宝宝九,出生医学证明,A000001,2024-06-15,乳儿班,2025-01-02,,20,\n");
        Assert.Contains("与第 2 行的证件号码相同", Instructions(caseId, "judge"), StringComparison.Ordinal);
        await _money.Cases.DecideAsync(caseId, "judge", "luxian-health-review", "Correct", "第 4 行重复");
        Assert.Equal("Correcting", _money.Cases.Status(caseId));
        var old = _app.Read(sql => sql.List("select id from case_material where code = 'roster'", row => row.GetGuid(0)))[0];
        await _app.AsAsync<Materials>(MoneyDriver.Operator, (m, token) => m.RemoveAsync(caseId, old, token));
        await _app.AsAsync<Materials>(MoneyDriver.Operator, (m, token) => m.AddAsync(caseId, "roster", new UploadedFile("花名册.csv", System.Text.Encoding.UTF8.GetBytes(MoneyDriver.Roster(3, 0, 0))), token));
        await _money.Cases.DecideAsync(caseId, "correct", MoneyDriver.Operator, "Resubmit");
        Assert.Equal(1500m, Amount(caseId));
        await Assert.ThrowsAsync<InvalidInputException>(() => _money.Cases.DecideAsync(caseId, "review", "luxian-health-review", "Correct", "再补一次"));
    }

    [Fact]
    public async Task The_next_month_is_applied_for_while_the_last_one_is_still_on_its_way()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var february = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-02", MoneyDriver.Roster(2, 0, 0));
        var march = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(2, 0, 0));
        Assert.NotEqual(february, march);
        Assert.Equal([1000m, 1000m], [Amount(february), Amount(march)]);
    }

    private decimal Amount(Guid caseId) => _app.Read(sql => sql.Scalar<long>("select amount from claim where case_id = @case", ("case", caseId))) / 100m;

    private ClaimExplanation Explanation(Guid caseId) => ClaimExplanation.FromJson(_app.Read(sql => sql.Scalar<string>("select explanation from claim where case_id = @case", ("case", caseId)))!);

    private string Instructions(Guid caseId, string stepCode) => _app.Read(sql => sql.Scalar<string>(
        "select spec from work_task where case_id = @case and step_code = @step and status = 'Open'", ("case", caseId), ("step", stepCode)))
        ?? throw new InvalidOperationException($"No open task {stepCode}; incidents: {string.Join("; ", _money.Cases.Incidents())}; open: {string.Join(", ", _money.Cases.OpenTasks(caseId).Select(t => t.StepCode))}");
}
