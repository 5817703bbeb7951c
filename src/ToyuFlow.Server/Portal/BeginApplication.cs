using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>Opens the draft of a matter for one's institution, or leads to the one that is already there. Runs inside a step.</summary>
public sealed class BeginApplication(ToyuDb db, Step step, MatterGate gate, Applications applications)
{
    public async Task<Guid> RunAsync(Guid institutionId, string matterCode, CancellationToken cancellationToken)
    {
        var institution = await (from o in db.Set<InstitutionOperator>()
                                 where o.PersonId == step.Actor.PersonId && o.InstitutionId == institutionId
                                 join i in db.Set<Institution>() on o.InstitutionId equals i.Id
                                 select i).FirstOrDefaultAsync(cancellationToken) ?? throw new MissingException();
        var state = (await gate.OfAsync(institution, cancellationToken)).FirstOrDefault(s => s.Matter.Code == matterCode) ?? throw new MissingException();
        return state is { Running: null, WhyNot: { } why }
            ? throw new ConflictException(why)
            : await applications.OpenAsync(institutionId, matterCode, cancellationToken);
    }
}
