using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>What the system administrator does to an account. It takes effect at the person's next click; whoever is signed in under it is out.</summary>
public sealed class ManagePerson(ToyuDb db, Step step, AuditTrail audit, StaffRegister staff, IPasswordHasher<Person> hasher)
{
    public async Task<Guid> AddAsync(NewPerson request, CancellationToken cancellationToken)
    {
        var errors = Problems(request).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        return (await staff.AddPersonAsync(request with { MustChangePassword = true }, cancellationToken)).Id;
    }

    public async Task DisableAsync(Guid id, CancellationToken cancellationToken)
    {
        var person = await FindAsync(id, cancellationToken);
        if (id == step.Actor.PersonId)
        {
            throw new ConflictException("不能停用自己的账号。");
        }

        (person.IsDisabled, person.SecurityStamp) = (true, Guid.NewGuid().ToString("N"));
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
        person.PasswordHash = hasher.HashPassword(person, password);
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        (person.MustChangePassword, person.LockoutEnd, person.AccessFailedCount) = (true, null, 0);
        audit.Record("person.password-reset", "person", id.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<Person> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Person>().FirstOrDefaultAsync(p => p.Id == id && p.TenantId == step.TenantId, cancellationToken) ?? throw new MissingException();

    private static IEnumerable<FieldError> Problems(NewPerson request)
    {
        if (request.UserName.Length is < 3 or > 50 || !request.UserName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
        {
            yield return new FieldError("userName", "账号用 3 到 50 个字母、数字或 . - _ @，例如姓名拼音加工号。");
        }

        if (request.DisplayName.Trim().Length is < 2 or > 40)
        {
            yield return new FieldError("displayName", "姓名应为 2 到 40 个字。");
        }

        if (request.Kind is not (ActorKind.Officer or ActorKind.Operator))
        {
            yield return new FieldError("kind", "请选择是单位工作人员还是举办者。");
        }

        if (request.Email is { Length: > 0 } email && (email.Length > 254 || !System.Net.Mail.MailAddress.TryCreate(email, out _)))
        {
            yield return new FieldError("email", "邮箱地址不正确，应写成 name@example.com 这样。");
        }

        if (request.Phone is { Length: > 0 } phone && (phone.Length > 20 || !phone.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' ')))
        {
            yield return new FieldError("phone", "电话号码只能有数字、- 和 +。");
        }
    }
}
