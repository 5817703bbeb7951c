using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Filing;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Portal;

/// <summary>我的机构: what waits for me, how far each institution has come, what is next.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class InstitutionsModel(OperatorDesk desk, MatterGate gate, OpenWorkQuery work, FilingDocuments documents, WorkingCalendar calendar, TimeProvider time, Texts texts) : PageModel
{
    public IReadOnlyList<InstitutionCard> Cards { get; private set; } = [];

    public IReadOnlyList<(OpenWork Work, DueWords Due)> Todo { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var institutions = await desk.Institutions.AsNoTracking().ToListAsync(cancellationToken);
        var ids = institutions.Select(i => i.Id).ToList();
        var running = await desk.Cases.AsNoTracking()
            .Where(c => c.Status == CaseStatus.Submitted || c.Status == CaseStatus.Correcting || c.Status == CaseStatus.Accepted)
            .OrderByDescending(c => c.SubmittedAt).Take(200).ToListAsync(cancellationToken);
        var open = (await work.OfCasesAsync([.. running.Select(c => c.Id)], cancellationToken)).ToLookup(w => w.CaseId);
        var receipts = await documents.Visible.Where(f => f.VoidedAt == null).ToDictionaryAsync(f => f.InstitutionId, f => f.Id, cancellationToken);
        var cards = new List<InstitutionCard>();
        foreach (var institution in institutions)
        {
            var states = await gate.OfAsync(institution, cancellationToken);
            cards.Add(InstitutionCard.Of(texts, institution, states, [.. running.Where(c => c.InstitutionId == institution.Id).Select(c => new RunningCase(c, [.. open[c.Id]]))], receipts.TryGetValue(institution.Id, out var receipt) ? receipt : null));
        }

        Cards = cards;
        var now = time.GetUtcNow();
        Todo = [.. (await work.ForApplicantsAsync(ids, cancellationToken)).Select(w => (w, w.Due(calendar, now)))];
    }
}
