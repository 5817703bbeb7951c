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
        if (await IsTakenAsync(request.UserName, cancellationToken))
        {
            throw new InvalidInputException("userName", $"账号“{request.UserName}”已被使用。");
        }

        var person = new Person
        {
            Id = step.NewId(),
            TenantId = step.TenantId,
            UserName = request.UserName.Trim(),
            NormalizedUserName = normalizer.NormalizeName(request.UserName.Trim()),
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

    /// <summary>Names are one for the whole installation, so that the county need not be chosen when signing in.</summary>
    public Task<bool> IsTakenAsync(string userName, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeName(userName.Trim());
        return db.Set<Person>().AnyAsync(p => p.NormalizedUserName == normalized, cancellationToken);
    }

    /// <summary>Only officers hold posts: an administrator or operator who decided cases would undo the separation of offices.</summary>
    public async Task GivePostAsync(Guid personId, Guid postId, CancellationToken cancellationToken)
    {
        var person = await db.Set<Person>().FirstOrDefaultAsync(p => p.Id == personId && p.TenantId == step.TenantId, cancellationToken) ?? throw new MissingException();
        var post = await db.Set<Post>().FirstOrDefaultAsync(p => p.Id == postId, cancellationToken) ?? throw new MissingException();
        if (person.Kind != ActorKind.Officer)
        {
            throw new ConflictException("只有单位工作人员可以担任岗位；管理员不办理案件（三员分立），举办者办理自己机构的申请。");
        }

        if (!await db.Set<PostHolder>().AnyAsync(h => h.PersonId == personId && h.PostId == postId, cancellationToken))
        {
            db.Add(new PostHolder { Id = step.NewId(), PersonId = personId, PostId = postId });
            audit.Record("post.given", "person", personId.ToString(), detail: $"{post.Name} {postId}");
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    public async Task TakePostAsync(Guid personId, Guid postId, CancellationToken cancellationToken)
    {
        var holder = await db.Set<PostHolder>().FirstOrDefaultAsync(h => h.PersonId == personId && h.PostId == postId, cancellationToken)
            ?? throw new ConflictException("这个岗位已经收回了。");
        var post = await db.Set<Post>().FirstAsync(p => p.Id == postId, cancellationToken);
        db.Remove(holder);
        ReturnClaimedTasks(personId, postId);
        audit.Record("post.taken", "person", personId.ToString(), detail: $"{post.Name} {postId}");
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What somebody has claimed and may no longer decide goes back to the post, and what was delegated to them to its owner, so that it is in somebody's queue.</summary>
    /// <param name="postId">Only the tasks of this post; null for all.</param>
    internal void ReturnClaimedTasks(Guid personId, Guid? postId)
    {
        var ofPost = postId is null ? "post_id is not null" : "post_id = @post";
        step.Sql.Execute(
            $"""
            update work_task set assignee_id = case when assignee_id = @person then owner_id else null end, owner_id = null, revision = revision + 1
            where tenant_id = @tenant and (assignee_id = @person or owner_id = @person) and status in ('Open', 'Waiting') and {ofPost}
            """,
            postId is null ? [("tenant", step.TenantId), ("person", personId)] : [("tenant", step.TenantId), ("person", personId), ("post", postId)]);
    }
}
