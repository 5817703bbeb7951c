using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>What every act on a promise does alike: find it as the person saw it, set its clock, write what became of it, tell both sides.</summary>
public sealed class ToleranceBook(Step step, Timers timers, WorkingCalendar calendar, CaseHistory history, AuditTrail audit, Notify notify)
{
    public const string DueTimer = "tolerance.due";
    public const string ReminderTimer = "tolerance.reminder";

    /// <summary>Working days before the last day.</summary>
    private static readonly int[] ReminderDays = [3, 1];

    /// <summary>Locked until the step ends: of two who act on it at once the second sees what the first did.</summary>
    public PromiseRow? Find(Guid id)
    {
        step.Sql.Scalar<long?>("select 1 from tolerance_promise where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate, ("tenant", step.TenantId), ("id", id));
        return PromiseRow.Find(step.Sql, step.TenantId, id);
    }

    public static void RequireOpen(PromiseRow promise, long revision)
    {
        if (!promise.IsOpen)
        {
            throw new ConflictException($"容缺受理（{promise.Number}）现在是“{promise.Words}”，您的操作没有生效。");
        }

        if (promise.Revision != revision)
        {
            throw new ConflictException("您打开页面之后容缺材料有了变化，请核对后再提交；您填写的内容没有提交。");
        }
    }

    public void Watch(Guid promiseId, DateOnly lastDay)
    {
        timers.Set(DueTimer, promiseId, BeijingTime.EndOf(lastDay));
        foreach (var at in ReminderDays.Select(days => BeijingTime.OpeningOf(calendar.After(lastDay, -days))).Where(at => at > step.Now))
        {
            timers.Set(ReminderTimer, promiseId, at);
        }
    }

    /// <summary>The case stood for so many working days, and the promise with it.</summary>
    public void PutOff(Guid caseId, int days)
    {
        if (days > 0 && PromiseRow.OfCase(step.Sql, step.TenantId, caseId) is { IsOpen: true } promise)
        {
            var lastDay = calendar.After(Deadline.From(promise.DueAt).LastDay, days);
            step.Sql.Execute(
                "update tolerance_promise set due_at = @due, revision = revision + 1 where tenant_id = @tenant and id = @id",
                ("due", BeijingTime.EndOf(lastDay)), ("tenant", step.TenantId), ("id", promise.Id));
            timers.Remove(promise.Id);
            Watch(promise.Id, lastDay);
        }
    }

    /// <summary>Notes that something about the gaps changed.</summary>
    public void Touch(PromiseRow promise) => Write(promise, PromiseState.Open);

    /// <summary>Ends the clock of the promise.</summary>
    public void Close(PromiseRow promise, PromiseState state)
    {
        Write(promise, state);
        timers.Remove(promise.Id);
    }

    public void Say(PromiseRow promise, string action, string sentence, string? opinion = null)
    {
        history.Say(promise.CaseId, sentence, forApplicant: true, opinion, automatic: step.Actor.IsSystem);
        audit.Record(action, "tolerance", promise.Id.ToString(), promise.CaseId, promise.Number);
    }

    public void TellApplicant(PromiseRow promise, NoticeEvent said, params ReadOnlySpan<(string Name, string Value)> values) =>
        notify.Operators(promise.InstitutionId, said.Say(Values(promise, values)), $"/cases/details/{promise.CaseId}", promise.CaseId);

    public void Tell(IEnumerable<Guid> people, PromiseRow promise, NoticeEvent said, string href, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var words = said.Say(Values(promise, values));
        foreach (var person in people.Distinct())
        {
            notify.Person(person, words, href, promise.CaseId);
        }
    }

    /// <summary>Who checks what is handed in: whoever accepted, or the post once they are gone from the unit; with whoever acts for them now.</summary>
    public IReadOnlyList<Guid> Checkers(PromiseRow promise) =>
        [.. GapCheckers.Of(step.Sql, step.TenantId, promise).SelectMany(p => Substitutions.SubstitutesOf(step.Sql, step.TenantId, p, step.Now).Prepend(p)).Distinct()];

    /// <summary>Heads of the unit that accepted, and whoever has the case now.</summary>
    public IReadOnlyList<Guid> HeadsAndHandlers(PromiseRow promise) =>
        [.. UnitHeads.Of(step.Sql, step.TenantId, promise.UnitId).Select(h => h.PersonId), .. Handlers(promise)];

    public IReadOnlyList<Guid> Handlers(PromiseRow promise) => TaskHolders.OfCase(step, promise.CaseId);

    private static (string Name, string Value)[] Values(PromiseRow promise, ReadOnlySpan<(string Name, string Value)> values) =>
        [("number", promise.CaseNumber), ("institution", promise.Institution), ("day", $"{Deadline.From(promise.DueAt).LastDay:yyyy-MM-dd}"), .. values];

    private void Write(PromiseRow promise, PromiseState state) => step.Sql.Execute(
        "update tolerance_promise set state = @state, closed_at = @closed, revision = revision + 1 where tenant_id = @tenant and id = @id",
        ("state", state), ("closed", state == PromiseState.Open ? null : step.Now), ("tenant", step.TenantId), ("id", promise.Id));
}
