using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Rehearsals;

/// <summary>Who acts in a rehearsal: the people of the county who may; where there is nobody, an invented one, so that the play goes on.</summary>
public sealed class RehearsalPeople(ToyuDb db, Step step)
{
    public Actor OperatorOf(Guid institutionId) => Candidates(
        "select p.id, p.display_name, p.kind from institution_operator o join person p on p.id = o.person_id where o.tenant_id = @tenant and o.institution_id = @of order by p.display_name", institutionId)
        .FirstOrDefault() ?? throw new ConflictException("这家机构没有经办人账号，不能用它试运行。");

    /// <summary>Those who hold the post of the task, or its assignee, without whom the separation of duties forbids.</summary>
    public IReadOnlyList<Actor> WhoMay(TaskRow task, TaskSpec spec) => task switch
    {
        { ForApplicant: true } => [OperatorOf(task.InstitutionId)],
        { AssigneeId: { } assignee } => Candidates("select p.id, p.display_name, p.kind from person p where p.tenant_id = @tenant and p.id = @of", assignee),
        { PostId: { } post } => [.. Candidates(
            "select p.id, p.display_name, p.kind from post_holder h join person p on p.id = h.person_id where h.tenant_id = @tenant and h.post_id = @of and p.is_disabled = @no order by p.display_name", post)
            .Where(a => !TaskSeparation.Forbids(step.Sql, step.TenantId, a.PersonId!.Value, task, spec))],
        _ => [],
    };

    public Actor WhoDecides(TaskRow task, TaskSpec spec)
    {
        if (WhoMay(task, spec) is [var first, ..])
        {
            return first;
        }

        var invented = Invent("试运行人员", ActorKind.Officer);
        step.Sql.Execute(
            "insert into post_holder (tenant_id, id, post_id, person_id) values (@tenant, @id, @post, @person)",
            ("tenant", step.TenantId), ("id", step.NewId()), ("post", task.PostId), ("person", invented.PersonId));
        return invented;
    }

    public Actor Invent(string name, ActorKind kind)
    {
        var id = step.NewId();
        db.Add(new Person
        {
            Id = id,
            TenantId = step.TenantId,
            UserName = $"rehearsal-{id:N}",
            NormalizedUserName = $"REHEARSAL-{id:N}".ToUpperInvariant(),
            DisplayName = name,
            Kind = kind,
            CreatedAt = step.Now,
        });
        db.SaveChanges();
        return new Actor(id, name, kind, step.TenantId);
    }

    private List<Actor> Candidates(string query, Guid of) => step.Sql.List(
        query, row => new Actor(row.GetGuid(0), row.GetString(1), row.Named<ActorKind>(2), step.TenantId), ("tenant", step.TenantId), ("of", of), ("no", false));
}
