using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Funds;

/// <summary>Cases without a workflow, so that their money can be moved by hand.</summary>
internal sealed class LedgerDesk(ToyuFlowApp app)
{
    public const string Budget = MoneyDriver.Budget;
    public const int Year = 2025;

    public async Task<Guid> CaseAsync() => (await CasesAsync(1))[0];

    public Task<List<Guid>> CasesAsync(int count)
    {
        var institution = app.InstitutionOf(MoneyDriver.Operator);
        return app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
        {
            var (db, step) = (services.GetRequiredService<ToyuDb>(), services.GetRequiredService<Step>());
            var cases = Enumerable.Range(0, count).Select(_ => new Case
            {
                Id = step.NewId(),
                InstitutionId = institution,
                MatterCode = "示例事项",
                Title = "示例补助",
                Status = CaseStatus.Accepted,
                CreatedAt = step.Now,
            }).ToList();
            db.AddRange(cases);
            await db.SaveChangesAsync(token);
            return cases.ConvertAll(c => c.Id);
        }, CancellationToken.None);
    }

    public Task<T> DoAsync<T>(Func<FundLedger, T> act) =>
        app.Steps.RunAsync<FundLedger, T>(Actor.System(ToyuFlowApp.Tenant), null, (ledger, _) => Task.FromResult(act(ledger)), CancellationToken.None);

    public Task<bool> ReserveAsync(Guid caseId, decimal yuan) => DoAsync(ledger => ledger.Reserve(caseId, Budget, Year, Money.FromYuan(yuan), "示例"));

    public long Entries() => app.Read(sql => sql.Scalar<long>("select count(*) from ledger_entry"));
}
