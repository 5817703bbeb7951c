using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Parts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>我的申请: drafts and everything handed in, newest first.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class ApplicationsModel(OperatorDesk desk, ToyuDb db, OpenWorkQuery work, Storage.Steps steps, CurrentUser user, Texts texts) : PageModel
{
    private const int Size = 20;

    private static readonly CaseStatus[] Running = [CaseStatus.Submitted, CaseStatus.Correcting, CaseStatus.Accepted];
    private static readonly CaseStatus[] Closed = [CaseStatus.Approved, CaseStatus.Refused, CaseStatus.Withdrawn];

    [BindProperty(Name = "show", SupportsGet = true)]
    public string Show { get; set; } = "all";

    public IReadOnlyList<ApplicationRow> Rows { get; private set; } = [];

    public IReadOnlyList<(string Code, string Text)> Filters => [("all", texts["全部"]), ("mine", texts["等我办理"]), ("draft", texts["草稿"]), ("running", texts["办理中"]), ("closed", texts["已办结"])];

    public Pager Pager { get; private set; } = new(0, 0);

    public async Task OnGetAsync(string? after, string? before, CancellationToken cancellationToken)
    {
        var cases = Filtered(desk.Cases.AsNoTracking());
        var total = await cases.LongCountAsync(cancellationToken);
        var (from, to) = (PageKey.Parse(after), PageKey.Parse(before));
        var read = await Window(cases, from, to).Take(Size + 1).ToListAsync(cancellationToken);
        var page = KeyPage.Of(read, Size, from, to, c => new PageKey(c.CreatedAt, c.Id));
        var names = await desk.Institutions.ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        var open = (await work.OfCasesAsync([.. page.Items.Select(c => c.Id)], cancellationToken)).ToLookup(w => w.CaseId);
        Rows = [.. page.Items.Select(c => new ApplicationRow(c, names.GetValueOrDefault(c.InstitutionId, ""), [.. open[c.Id]]))];
        Pager = new Pager(Rows.Count, total, Href("before", page.Previous), Href("after", page.Next));
    }

    public async Task<IActionResult> OnPostDiscardAsync(Guid caseId, CancellationToken cancellationToken)
    {
        await steps.RunAsync<Cases.Applications>(user.Actor, null, (a, token) => a.DiscardAsync(caseId, token), cancellationToken);
        TempData.Done(texts["草稿已删除。"]);
        return LocalRedirect("/portal/applications");
    }

    private IQueryable<Case> Filtered(IQueryable<Case> cases) => Show switch
    {
        "draft" => cases.Where(c => c.Status == CaseStatus.Draft),
        "running" => cases.Where(c => Running.Contains(c.Status)),
        "closed" => cases.Where(c => Closed.Contains(c.Status)),
        "mine" => cases.Where(c => db.Set<WorkTask>().Any(t => t.CaseId == c.Id && t.ForApplicant && t.Status == WorkTaskStatus.Open)),
        _ => cases,
    };

    private static IQueryable<Case> Window(IQueryable<Case> cases, PageKey? after, PageKey? before) => (after, before) switch
    {
        (_, { } key) => cases.Where(c => c.CreatedAt > key.At || (c.CreatedAt == key.At && c.Id.CompareTo(key.Id) > 0)).OrderBy(c => c.CreatedAt).ThenBy(c => c.Id),
        ({ } key, _) => cases.Where(c => c.CreatedAt < key.At || (c.CreatedAt == key.At && c.Id.CompareTo(key.Id) < 0)).OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id),
        _ => cases.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id),
    };

    private string? Href(string side, PageKey? key) => key is null ? null : $"/portal/applications?show={Show}&{side}={key}";
}

/// <summary>A line of 我的申请: leads to where the applicant goes on.</summary>
public sealed record ApplicationRow(Case Case, string Institution, IReadOnlyList<OpenWork> Open)
{
    public bool IsDraft => Case.Status == CaseStatus.Draft;

    public OpenWork? Mine => Open.FirstOrDefault(w => w.IsMine);

    public string Href => IsDraft ? $"/portal/apply/{Case.Id}" : $"/cases/details/{Case.Id}";

    /// <summary>What it stands at: whose turn it is while it runs, its state otherwise.</summary>
    public string State(Texts texts) => Case.IsOpen && Open.Count > 0 ? new RunningCase(Case, Open).Turn(texts) : Words.Of(texts, Case.Status);
}
