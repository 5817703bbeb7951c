using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>
/// What the system administrator does to the account of an officer or operator; those of administrators take two (<see cref="AdministratorChanges"/>).
/// It takes effect at the person's next click; whoever is signed in under it is out.
/// </summary>
public sealed class ManagePerson(ToyuDb db, Step step, AuditTrail audit, StaffRegister staff, IPasswordHasher<Person> hasher)
{
    public async Task<Guid> AddAsync(NewPerson request, CancellationToken cancellationToken)
    {
        var errors = request.Problems().ToList();
        if (request.Kind is not (ActorKind.Officer or ActorKind.Operator))
        {
            errors.Add(new FieldError("kind", "请选择是单位工作人员还是举办者。"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        return (await staff.AddPersonAsync(request with { MustChangePassword = true }, cancellationToken)).Id;
    }

    public async Task DisableAsync(Guid id, CancellationToken cancellationToken)
    {
        var person = await FindAsync(id, cancellationToken);
        person.Disable();
        staff.ReturnClaimedTasks(id, null);
        audit.Record("person.disabled", "person", id.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task EnableAsync(Guid id, CancellationToken cancellationToken)
    {
        (await FindAsync(id, cancellationToken)).IsDisabled = false;
        audit.Record("person.enabled", "person", id.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <param name="password">Good for one sign-in; it is never stored in plain nor written to the audit.</param>
    public async Task ResetPasswordAsync(Guid id, string password, CancellationToken cancellationToken)
    {
        var person = await FindAsync(id, cancellationToken);
        person.GiveOneTimePassword(hasher.HashPassword(person, password));
        audit.Record("person.password-reset", "person", id.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<Person> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var person = await db.Set<Person>().FirstOrDefaultAsync(p => p.Id == id && p.TenantId == step.TenantId, cancellationToken) ?? throw new MissingException();
        return person.Kind == ActorKind.Administrator
            ? throw new ConflictException("管理员的账号由一名管理员提出、另一名确认后才能变更，请到“管理员”页办理。")
            : person;
    }
}
