using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Parts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Registration;

/// <summary>登记未备案清单: institutions that were registered and have not been filed, those waiting longest first.</summary>
[Authorize(Policy = LeadBureau.Policy)]
public sealed class IndexModel(ToyuDb db, TimeProvider time) : PageModel
{
    private const int Size = 20;

    public IReadOnlyList<UnfiledRow> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = new(0, 0);

    public async Task OnGetAsync(string? after, string? before, CancellationToken cancellationToken)
    {
        var found = from i in db.Set<Institution>().AsNoTracking()
                    where i.Status == InstitutionStatus.Registered
                    join p in db.Set<RegistrationPush>() on i.RegistrationCaseId equals (Guid?)p.CaseId
                    select new { Institution = i, Push = p };
        var total = await found.LongCountAsync(cancellationToken);
        var (from, to) = (PageKey.Parse(after), PageKey.Parse(before));
        var window = (from, to) switch
        {
            (_, { } key) => found.Where(r => r.Push.PushedAt < key.At || (r.Push.PushedAt == key.At && r.Push.Id.CompareTo(key.Id) < 0)).OrderByDescending(r => r.Push.PushedAt).ThenByDescending(r => r.Push.Id),
            ({ } key, _) => found.Where(r => r.Push.PushedAt > key.At || (r.Push.PushedAt == key.At && r.Push.Id.CompareTo(key.Id) > 0)).OrderBy(r => r.Push.PushedAt).ThenBy(r => r.Push.Id),
            _ => found.OrderBy(r => r.Push.PushedAt).ThenBy(r => r.Push.Id),
        };
        var page = KeyPage.Of(await window.Take(Size + 1).ToListAsync(cancellationToken), Size, from, to, r => new PageKey(r.Push.PushedAt, r.Push.Id));
        var cases = page.Items.Select(r => r.Push.CaseId).ToList();
        var institutions = page.Items.Select(r => r.Institution.Id).ToList();
        var contacts = (await db.Set<WorkTask>().AsNoTracking().Where(t => cases.Contains(t.CaseId) && t.StepCode == "contact").ToListAsync(cancellationToken)).ToLookup(t => t.CaseId);
        var filings = (await db.Set<Case>().AsNoTracking()
            .Where(c => institutions.Contains(c.InstitutionId) && c.MatterCode == "filing" && (c.Status == CaseStatus.Submitted || c.Status == CaseStatus.Correcting || c.Status == CaseStatus.Accepted))
            .ToListAsync(cancellationToken)).ToLookup(c => c.InstitutionId);
        var today = time.GetUtcNow().DateInChina();
        Rows = [.. page.Items.Select(r => new UnfiledRow(
            r.Institution, r.Push, today.DayNumber - r.Push.PushedAt.DateInChina().DayNumber, contacts[r.Push.CaseId].FirstOrDefault(), filings[r.Institution.Id].FirstOrDefault()))];
        Pager = new Pager(Rows.Count, total, page.Previous is { } previous ? $"/registration?before={previous}" : null, page.Next is { } next ? $"/registration?after={next}" : null);
    }
}

/// <summary>A registered institution that has not been filed.</summary>
/// <param name="Contact">The lead bureau's task to get in touch.</param>
/// <param name="Filing">The filing that runs already.</param>
public sealed record UnfiledRow(Institution Institution, RegistrationPush Push, int Days, WorkTask? Contact, Case? Filing)
{
    public string State(Texts texts) => this switch
    {
        { Filing: not null } => texts["已提交备案，正在办理"],
        { Contact: { Status: WorkTaskStatus.Done } done } => texts["{0} 已联系（{1}）", done.DecidedAt?.DateInChina().Iso(), done.DecidedByName],
        { Contact.Status: WorkTaskStatus.Open } => texts["还没有联系"],
        _ => "—",
    };
}
