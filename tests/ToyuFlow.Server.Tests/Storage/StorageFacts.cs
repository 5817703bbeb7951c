using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Storage;

/// <summary>What every database has to keep; inherited once for each. A database is right when it passes these.</summary>
public abstract class StorageFacts(ToyuFlowApp app) : IDisposable
{
    private readonly CaseDriver _cases = new(app);

    public void Dispose()
    {
        app.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task A_step_that_throws_leaves_nothing()
    {
        await Assert.ThrowsAsync<ConflictException>(() => app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
        {
            await services.GetRequiredService<StaffRegister>().EnsureUnitAsync("示例临时单位", ["HEALTH"], token);
            throw new ConflictException("示例");
        }, CancellationToken.None));
        Assert.Equal(0, app.Read(sql => sql.Scalar<long>("select count(*) from unit where name = '示例临时单位'")));
    }

    protected async Task A_part_that_throws_is_undone_and_the_rest_of_the_step_stays()
    {
        await app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
        {
            var staff = services.GetRequiredService<StaffRegister>();
            await staff.EnsureUnitAsync("示例留下的单位", ["HEALTH"], token);
            await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<Step>().PartAsync(async () =>
            {
                await staff.EnsureUnitAsync("示例撤销的单位", ["HEALTH"], token);
                throw new InvalidOperationException("示例");
            }, token));
        }, CancellationToken.None);
        Assert.Equal(["示例留下的单位"], app.Read(sql => sql.List("select name from unit where name like '示例%'", row => row.GetString(0))));
    }

    protected async Task Numbers_taken_at_once_have_no_gap_and_no_double()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => app.Steps.RunAsync<Numbering, string>(
            Actor.System(ToyuFlowApp.Tenant), null, (numbering, _) => Task.FromResult(numbering.Next("示例", "{n:0000}")), CancellationToken.None)));
        Assert.Equal(Enumerable.Range(1, 40).Select(n => n.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)), numbers.Order());
    }

    protected async Task An_operation_sent_many_times_at_once_is_done_once()
    {
        var institutions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Steps.RunAsync<InstitutionRegister, Guid>(
            app.ActorOf("luxian-operator"), "found-1",
            async (register, token) => (await register.FoundAsync(app.ActorOf("luxian-operator").PersonId!.Value, "示例·重复提交托育园", "profit", token)).Id,
            CancellationToken.None)));
        Assert.Single(institutions.Distinct());
    }

    protected async Task Of_twenty_who_decide_at_once_one_wins()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var input = _cases.Input(Assert.Single(_cases.OpenTasks(caseId)), "Accept", "");
        var errors = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() =>
            app.Steps.RunAsync<CompleteTask, TaskOutcome>(app.ActorOf("luxian-samr-accept"), null, (complete, token) => complete.RunAsync(input, token), CancellationToken.None))));
        Assert.Equal(19, errors.Count(e => e is ConflictException));
        Assert.Equal("review", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        Assert.Equal(1, app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'task.completed'")));
    }

    protected async Task A_row_of_another_county_is_not_seen()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = "elsewhere";
        Assert.False(await scope.ServiceProvider.GetRequiredService<ToyuDb>().Set<Case>().AnyAsync(c => c.Id == caseId));
    }

    protected async Task A_row_is_not_written_into_another_county()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
        {
            var db = services.GetRequiredService<ToyuDb>();
            db.Add(new Unit { Id = Guid.NewGuid(), TenantId = "elsewhere", Name = "示例外县单位" });
            await db.SaveChangesAsync(token);
        }, CancellationToken.None));
    }

    protected async Task Nothing_is_written_outside_of_a_step()
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = ToyuFlowApp.Tenant;
        var db = scope.ServiceProvider.GetRequiredService<ToyuDb>();
        db.Add(new Unit { Id = Guid.NewGuid(), Name = "示例单位" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    }

    protected async Task The_migrations_lead_to_the_model()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyuDb>();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.False(db.Database.HasPendingModelChanges());
    }

    protected async Task A_database_of_the_folded_migrations_is_taken_over()
    {
        await AsAppliedAsync(false, "20261121000000_Initial", "20261122000000_ClockChanges");
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        await The_migrations_lead_to_the_model();
    }

    protected async Task A_database_that_stopped_on_the_way_is_refused_and_left_as_it_is()
    {
        await AsAppliedAsync(true, "20261121000000_Initial");
        var refused = await Assert.ThrowsAsync<CannotStartException>(() => app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None));
        Assert.Contains("数据没有改动", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, app.Read(sql => sql.Scalar<long>("select count(*) from \"__EFMigrationsHistory\"")));
    }

    private async Task AsAppliedAsync(bool nothingElse, params string[] migrations)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<ToyuDb>().Database;
        await database.ExecuteSqlRawAsync(nothingElse ? "delete from \"__EFMigrationsHistory\"" : "delete from \"__EFMigrationsHistory\" where \"MigrationId\" like '%_Initial'");
        foreach (var migration in migrations)
        {
            await database.ExecuteSqlRawAsync("insert into \"__EFMigrationsHistory\" values ({0}, '10.0.0')", migration);
        }
    }
}
