using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Registration;

/// <summary>Shares a registration with the lead bureau, so that the institution stands in its list of those registered but not yet filed (登记未备案清单).</summary>
public sealed class PushRegistration(ToyuDb db, Step step, PackCatalog packs, CaseHistory history, Notify notify)
{
    public async Task RunAsync(Guid caseId, string licenceNumber, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        var pack = packs[step.TenantId];
        var authority = pack.RouteFor(institution.TypeCode) is { } route ? pack.UnitsOf(route.Role) is [var unit, ..] ? unit.Name : route.Role : "";
        db.Add(new RegistrationPush
        {
            Id = step.NewId(),
            InstitutionId = institution.Id,
            CaseId = caseId,
            Authority = authority,
            CreditCode = institution.CreditCode ?? "",
            LicenceNumber = licenceNumber,
            PushedAt = step.Now,
        });
        var lead = pack.UnitsOf(pack.LeadRole)[0].Name;
        history.Say(caseId, $"登记信息已推送给{lead}。请您尽快办理备案。", automatic: true);
        var posts = await (from p in db.Set<Post>()
                           join r in db.Set<UnitRole>() on p.UnitId equals r.UnitId
                           where r.RoleId == pack.LeadRole && p.Code == "accept"
                           select p.Id).ToListAsync(cancellationToken);
        foreach (var post in posts)
        {
            notify.PostHolders(post, RegistrationNotices.Pushed.Say(("institution", institution.Name), ("authority", authority)), $"/cases/details/{caseId}", caseId);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
