using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Filing;

public sealed class FilingTests : IDisposable
{
    private const string Operator = "luxian-operator";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public FilingTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_registered_institution_gets_a_numbered_receipt()
    {
        await _cases.RegisterAsync(Operator);
        var caseId = await _cases.ApplyAsync(Operator, "filing");
        await _cases.DecideAsync(caseId, "accept", "luxian-health-accept", "Complete");
        await _cases.DecideAsync(caseId, "sign", "luxian-health-approve", "Sign");
        Assert.Empty(_cases.Incidents());
        Assert.Equal("Approved", _cases.Status(caseId));
        Assert.Equal("托育备案〔2025〕0001号", _app.Read(sql => sql.Scalar<string>("select number from filing_record")));
        Assert.Equal("Filed", _app.Read(sql => sql.Scalar<string>("select status from institution where id = @id", ("id", _app.InstitutionOf(Operator)))));
    }

    [Fact]
    public async Task Both_limits_run_from_the_receipt_of_the_materials()
    {
        await _cases.RegisterAsync(Operator);
        var caseId = await _cases.ApplyAsync(Operator, "filing");
        var due = _app.Read(sql => sql.List(
            "select code, due_at, promised_due_at from case_clock where case_id = @c order by code",
            row => (Code: row.GetString(0), Due: BeijingTime.DateOf(row.Instant(1).AddTicks(-1)), Promised: row.InstantOrNull(2)), ("c", caseId)));
        Assert.Equal([("filing.nonconformity", new DateOnly(2025, 3, 28)), ("filing.receipt", new DateOnly(2025, 3, 14))], due.Select(d => (d.Code, d.Due)));
        Assert.Equal(new DateOnly(2025, 3, 12), BeijingTime.DateOf(due[1].Promised!.Value.AddTicks(-1)));
    }

    [Fact]
    public async Task The_receipt_is_not_signed_by_who_checked_the_papers()
    {
        await _cases.RegisterAsync(Operator);
        var caseId = await _cases.ApplyAsync(Operator, "filing");
        var posts = _app.Read(sql => sql.List("select p.id from post p join post_holder h on h.post_id = p.id join person x on x.id = h.person_id where x.user_name = 'luxian-health-approve'", row => row.GetGuid(0)));
        var accept = _app.ActorOf("luxian-health-accept").PersonId!.Value;
        await _app.AsAsync<ToyuFlow.Server.Accounts.StaffRegister>("luxian-health-approve", (staff, token) => staff.GivePostAsync(accept, posts[0], token));
        await _cases.DecideAsync(caseId, "accept", "luxian-health-accept", "Complete");
        await Assert.ThrowsAsync<ForbiddenException>(() => _cases.DecideAsync(caseId, "sign", "luxian-health-accept", "Sign"));
    }

    [Fact]
    public async Task An_institution_that_is_not_registered_cannot_be_filed_and_the_case_stays_where_it_was()
    {
        var caseId = await _cases.ApplyAsync(Operator, "filing");
        await _cases.DecideAsync(caseId, "accept", "luxian-health-accept", "Complete");
        await Assert.ThrowsAsync<ConflictException>(() => _cases.DecideAsync(caseId, "sign", "luxian-health-approve", "Sign"));
        Assert.Equal("sign", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        Assert.Equal("Accepted", _cases.Status(caseId));
    }
}
