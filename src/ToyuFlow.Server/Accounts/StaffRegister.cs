using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>Makes units, posts and people, and gives posts to people. Runs inside a step.</summary>
public sealed class StaffRegister(ToyuDb db, Step step, AuditTrail audit, IPasswordHasher<Person> hasher, ILookupNormalizer normalizer)
{
    public async Task<Unit> EnsureUnitAsync(string name, IEnumerable<string> roleIds, CancellationToken cancellationToken)
    {
        var unit = await db.Set<Unit>().FirstOrDefaultAsync(u => u.Name == name, cancellationToken);
        if (unit is null)
        {
            unit = new Unit { Id = step.NewId(), Name = name };
            db.Add(unit);
            audit.Record("unit.created", "unit", unit.Id.ToString(), detail: name);
        }

        var held = await db.Set<UnitRole>().Where(r => r.UnitId == unit.Id).Select(r => r.RoleId).ToListAsync(cancellationToken);
        db.AddRange(roleIds.Except(held).Select(role => new UnitRole { Id = step.NewId(), UnitId = unit.Id, RoleId = role }));
        await db.SaveChangesAsync(cancellationToken);
        return unit;
    }

    public async Task<Post> EnsurePostAsync(Guid unitId, string code, string name, CancellationToken cancellationToken)
    {
        var post = await db.Set<Post>().FirstOrDefaultAsync(p => p.UnitId == unitId && p.Code == code, cancellationToken);
        if (post is null)
        {
            post = new Post { Id = step.NewId(), UnitId = unitId, Code = code, Name = name };
            db.Add(post);
            audit.Record("post.created", "post", post.Id.ToString(), detail: name);
            await db.SaveChangesAsync(cancellationToken);
        }

        return post;
    }

    public async Task<Person> AddPersonAsync(NewPerson request, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeName(request.UserName.Trim());
        if (await db.Set<Person>().AnyAsync(p => p.NormalizedUserName == normalized, cancellationToken))
        {
            throw new InvalidInputException("userName", $"账号“{request.UserName}”已被使用。");
        }

        var person = new Person
        {
            Id = step.NewId(),
            TenantId = step.TenantId,
            UserName = request.UserName.Trim(),
            NormalizedUserName = normalized,
            DisplayName = request.DisplayName.Trim(),
            Email = request.Email,
            PhoneNumber = request.Phone,
            Kind = request.Kind,
            Office = request.Office,
            MustChangePassword = request.MustChangePassword,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
            CreatedAt = step.Now,
        };
        person.PasswordHash = hasher.HashPassword(person, request.Password);
        db.Add(person);
        audit.Record("person.created", "person", person.Id.ToString(), detail: request.Kind.ToString());
        await db.SaveChangesAsync(cancellationToken);
        return person;
    }

    public async Task GivePostAsync(Guid personId, Guid postId, CancellationToken cancellationToken)
    {
        if (!await db.Set<PostHolder>().AnyAsync(h => h.PersonId == personId && h.PostId == postId, cancellationToken))
        {
            db.Add(new PostHolder { Id = step.NewId(), PersonId = personId, PostId = postId });
            audit.Record("post.given", "person", personId.ToString(), detail: postId.ToString());
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public async Task TakePostAsync(Guid personId, Guid postId, CancellationToken cancellationToken)
    {
        await db.Set<PostHolder>().Where(h => h.PersonId == personId && h.PostId == postId).ExecuteDeleteAsync(cancellationToken);
        audit.Record("post.taken", "person", personId.ToString(), detail: postId.ToString());
    }
}

public sealed record NewPerson(string UserName, string DisplayName, string Password, ActorKind Kind)
{
    public AdministratorOffice? Office { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public bool MustChangePassword { get; init; }
}
