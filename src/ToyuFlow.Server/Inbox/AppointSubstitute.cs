using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>委托代理: an officer, or an administrator in their stead, names a colleague of the unit who acts in their right for some days, for all matters or some; or ends it early.</summary>
public sealed class AppointSubstitute(Step step, AuditTrail audit, Notify notify, PackCatalog packs)
{
    private const int MostDays = 366;

    /// <summary>By the officer, or by a system administrator for one who is away.</summary>
    public Guid Run(Guid principal, SubstituteInput input)
    {
        var name = NameOf(principal);
        var colleague = HandOnChecks.Choose(TaskColleagues.OfUnitsOf(step.Sql, step.TenantId, principal), input.Substitute, "请选择本单位的一位同事。");
        var (from, until) = Period(input);
        var unknown = input.Matters.Except(packs[step.TenantId].Matters.Select(m => m.Code)).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidInputException("matters", "请选择本县的事项。");
        }

        HandOnChecks.RequireReason(input.Reason, "请写明代理的原因，例如“休假”。");
        LockAll();
        if (SubstitutionChain.Problem(Standing(), new SubstitutionLink(principal, input.Substitute, from, until)) is { } problem)
        {
            throw new InvalidInputException("person", problem);
        }

        var id = step.NewId();
        step.Sql.Execute(
            """
            insert into substitution (tenant_id, id, principal_id, substitute_id, valid_from, valid_until, scope, reason, created_at)
            values (@tenant, @id, @principal, @substitute, @from, @until, @scope, @reason, @now)
            """,
            ("tenant", step.TenantId), ("id", id), ("principal", principal), ("substitute", input.Substitute), ("from", from), ("until", until),
            ("scope", input.Matters.Count == 0 ? "" : $",{string.Join(',', input.Matters.Distinct())},"), ("reason", input.Reason), ("now", step.Now));
        var days = $"{input.FirstDay:yyyy-MM-dd} 至 {input.LastDay:yyyy-MM-dd}";
        audit.Record("substitution.appointed", "person", principal.ToString(), detail: $"{name} → {colleague.Name} {days}{(IsOwn(principal) ? "" : "（管理员代为设置）")}");
        if (IsOwn(principal))
        {
            notify.Person(input.Substitute, InboxNotices.SubstituteAppointed.Say(("who", name), ("days", days), ("reason", input.Reason)), SubstitutesModel.Path);
            return id;
        }

        notify.Person(input.Substitute, InboxNotices.SubstituteNamed.Say(("who", name), ("admin", step.Actor.Name), ("days", days), ("reason", input.Reason)), SubstitutesModel.Path);
        notify.Person(principal, InboxNotices.PrincipalTold.Say(("who", colleague.Name), ("admin", step.Actor.Name), ("days", days), ("reason", input.Reason)), SubstitutesModel.Path);
        return id;
    }

    /// <summary>By the principal, by the substitute who cannot go on, or by a system administrator.</summary>
    public void End(Guid id)
    {
        var found = step.Sql.Single(
            "select principal_id, substitute_id from substitution where tenant_id = @tenant and id = @id and ended_at is null" + step.Sql.ForUpdate,
            row => new { Principal = row.GetGuid(0), Substitute = row.GetGuid(1) }, ("tenant", step.TenantId), ("id", id)) ?? throw new MissingException();
        var isTheirs = step.Actor.PersonId == found.Principal || step.Actor.PersonId == found.Substitute;
        if (!isTheirs && step.Actor.Kind != ActorKind.Administrator)
        {
            throw new MissingException();
        }

        step.Sql.Execute("update substitution set ended_at = @now where tenant_id = @tenant and id = @id", ("now", step.Now), ("tenant", step.TenantId), ("id", id));
        audit.Record("substitution.ended", "person", found.Principal.ToString());
        foreach (var other in new[] { found.Principal, found.Substitute }.Where(p => p != step.Actor.PersonId))
        {
            notify.Person(other, InboxNotices.SubstitutionEnded.Say(("who", step.Actor.Name)), SubstitutesModel.Path);
        }
    }

    private bool IsOwn(Guid principal) => step.Actor.PersonId == principal;

    private string NameOf(Guid principal) => IsOwn(principal) ? step.Actor.Name
        : step.Actor.Kind != ActorKind.Administrator ? throw new ForbiddenException("只有本人或系统管理员可以设置代理。")
        : step.Sql.Scalar<string>("select display_name from person where tenant_id = @tenant and id = @id and kind = 'Officer'", ("tenant", step.TenantId), ("id", principal)) ?? throw new MissingException();

    private (DateTimeOffset From, DateTimeOffset Until) Period(SubstituteInput input)
    {
        if (input.FirstDay is not { } first || first < BeijingTime.DateOf(step.Now))
        {
            throw new InvalidInputException("from", "请填写开始日期，不能早于今天。");
        }

        return input.LastDay is { } last && last >= first && last.DayNumber - first.DayNumber < MostDays
            ? (BeijingTime.StartOf(first), BeijingTime.EndOf(last))
            : throw new InvalidInputException("until", "请填写结束日期，不早于开始日期，最长一年。");
    }

    /// <summary>Two who name each other at the same moment must not make a circle.</summary>
    private void LockAll()
    {
        if (step.Sql.IsPostgreSql)
        {
            step.Sql.Execute("select pg_advisory_xact_lock(hashtextextended(@key, 0))", ("key", $"{step.TenantId}/substitution"));
        }
    }

    private List<SubstitutionLink> Standing() => step.Sql.List(
        "select principal_id, substitute_id, valid_from, valid_until from substitution where tenant_id = @tenant and ended_at is null and valid_until > @now",
        row => new SubstitutionLink(row.GetGuid(0), row.GetGuid(1), row.Instant(2), row.Instant(3)), ("tenant", step.TenantId), ("now", step.Now));
}

/// <summary>As entered; the last day counts in.</summary>
public sealed record SubstituteInput(Guid Substitute, DateOnly? FirstDay, DateOnly? LastDay, IReadOnlyList<string> Matters, string Reason);
