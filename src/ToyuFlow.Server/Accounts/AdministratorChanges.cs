using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>Proposes, confirms and refuses changes to the accounts of administrators. Runs inside a step.</summary>
public sealed class AdministratorChanges(ToyuDb db, Step step, AuditTrail audit, StaffRegister staff, IPasswordHasher<Person> hasher)
{
    public async Task ProposeNewAsync(NewPerson request, CancellationToken cancellationToken)
    {
        var proposer = await ActorAsync(cancellationToken);
        var errors = request.Problems().ToList();
        if (request.Office is null)
        {
            errors.Add(new FieldError("office", "请选择担任哪一种管理员。"));
        }

        if (await staff.IsTakenAsync(request.UserName, cancellationToken) || await db.Set<AdministratorChange>().AnyAsync(c => c.State == AdministratorChangeState.Open && c.UserName == request.UserName.Trim(), cancellationToken))
        {
            errors.Add(new FieldError("userName", $"账号“{request.UserName}”已被使用。"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        await ProposeAsync(proposer, new AdministratorChange
        {
            Kind = AdministratorChangeKind.Make,
            Office = request.Office!.Value,
            UserName = request.UserName.Trim(),
            DisplayName = request.DisplayName.Trim(),
            Email = request.Email,
            Phone = request.Phone,
        }, cancellationToken);
    }

    public async Task ProposeAsync(Guid personId, AdministratorChangeKind kind, CancellationToken cancellationToken)
    {
        var proposer = await ActorAsync(cancellationToken);
        var person = await FindAsync(personId, cancellationToken);
        if (kind == AdministratorChangeKind.Make)
        {
            throw new InvalidInputException("kind", "请说明要做什么。");
        }

        if (personId == proposer.Id)
        {
            throw new ConflictException("自己的账号要由其他管理员提出。");
        }

        if (await db.Set<AdministratorChange>().AnyAsync(c => c.State == AdministratorChangeState.Open && c.PersonId == personId, cancellationToken))
        {
            throw new ConflictException($"“{person.DisplayName}”的账号已有一项变更等待确认。");
        }

        if (kind == AdministratorChangeKind.Disable)
        {
            await RefuseLastAsync(person, cancellationToken);
        }

        await ProposeAsync(proposer, new AdministratorChange { Kind = kind, PersonId = personId, Office = person.Office!.Value, UserName = person.UserName!, DisplayName = person.DisplayName }, cancellationToken);
    }

    /// <param name="password">Good for one sign-in, where the change gives one; never stored in plain nor written to the audit.</param>
    public async Task ConfirmAsync(Guid changeId, string password, CancellationToken cancellationToken)
    {
        var change = await DecideAsync(changeId, AdministratorChangeState.Done, "administrator.confirmed", cancellationToken);
        if (change.Kind == AdministratorChangeKind.Make)
        {
            change.PersonId = (await staff.AddPersonAsync(
                new NewPerson(change.UserName, change.DisplayName, password, ActorKind.Administrator) { Office = change.Office, Email = change.Email, Phone = change.Phone, MustChangePassword = true },
                cancellationToken)).Id;
        }
        else
        {
            await ApplyAsync(await FindAsync(change.PersonId!.Value, cancellationToken), change.Kind, password, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task RefuseAsync(Guid changeId, CancellationToken cancellationToken)
    {
        await DecideAsync(changeId, AdministratorChangeState.Refused, "administrator.refused", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task ApplyAsync(Person person, AdministratorChangeKind kind, string password, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case AdministratorChangeKind.ResetPassword:
                person.GiveOneTimePassword(hasher.HashPassword(person, password));
                audit.Record("person.password-reset", "person", person.Id.ToString());
                break;
            case AdministratorChangeKind.Disable:
                await RefuseLastAsync(person, cancellationToken);
                person.Disable();
                audit.Record("person.disabled", "person", person.Id.ToString());
                break;
            default:
                person.IsDisabled = false;
                audit.Record("person.enabled", "person", person.Id.ToString());
                break;
        }
    }

    private async Task ProposeAsync(Person proposer, AdministratorChange change, CancellationToken cancellationToken)
    {
        (change.Id, change.ProposedAt) = (step.NewId(), step.Now);
        (change.ProposedBy, change.ProposedByName, change.ProposedByOffice) = (proposer.Id, proposer.DisplayName, proposer.Office!.Value);
        db.Add(change);
        audit.Record("administrator.proposed", "person", change.PersonId?.ToString() ?? change.UserName, detail: change.Kind.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<AdministratorChange> DecideAsync(Guid changeId, AdministratorChangeState state, string action, CancellationToken cancellationToken)
    {
        var decider = await ActorAsync(cancellationToken);
        var change = await db.Set<AdministratorChange>().FirstOrDefaultAsync(c => c.Id == changeId, cancellationToken) ?? throw new MissingException();
        if (change.State != AdministratorChangeState.Open)
        {
            throw new ConflictException($"这项变更已由{change.DecidedByName}办理。");
        }

        if (!change.MayDecide(decider.Id, decider.Office!.Value))
        {
            throw new ForbiddenException("管理员账号的变更要由另一名、职责不同的管理员确认，也不能由本人确认。");
        }

        change.Decide(state, decider.Id, decider.DisplayName, step.Now);
        audit.Record(action, "person", change.PersonId?.ToString() ?? change.UserName, detail: change.Kind.ToString());
        return change;
    }

    private async Task RefuseLastAsync(Person person, CancellationToken cancellationToken)
    {
        if (!await db.Set<Person>().AnyAsync(p => p.TenantId == step.TenantId && p.Office == person.Office && p.Id != person.Id && !p.IsDisabled, cancellationToken))
        {
            throw new ConflictException("每一种管理员至少要有一名可以登录。请先增加一名，再停用这一名。");
        }
    }

    private async Task<Person> ActorAsync(CancellationToken cancellationToken) =>
        await db.Set<Person>().FirstOrDefaultAsync(p => p.Id == step.Actor.PersonId && p.TenantId == step.TenantId && p.Office != null && !p.IsDisabled, cancellationToken)
            ?? throw new ForbiddenException("只有管理员可以办理管理员账号的变更。");

    private async Task<Person> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Person>().FirstOrDefaultAsync(p => p.Id == id && p.TenantId == step.TenantId && p.Kind == ActorKind.Administrator, cancellationToken) ?? throw new MissingException();
}
