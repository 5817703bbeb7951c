using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>The correction notice (补正告知书) as a document to print.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class NoticeModel(DatabaseReader database, CaseReader reader, CurrentUser user, PackCatalog packs) : PageModel
{
    private const int NoLimitYear = 2900;

    public CaseFacts Facts { get; private set; } = null!;

    public CaseNotice Notice { get; private set; } = null!;

    public string Unit { get; private set; } = "";

    public string MatterName { get; private set; } = "";

    /// <summary>The last day to answer; null where no limit is set.</summary>
    public DateOnly? LastDay { get; private set; }

    public IActionResult OnGet(Guid id) => database.Read<IActionResult>(sql =>
    {
        var caseId = sql.List("select case_id from correction_notice where tenant_id = @tenant and id = @id", row => row.GetGuid(0), ("tenant", user.TenantId), ("id", id));
        if (caseId.Count == 0 || reader.Find(sql, caseId[0]) is not { } facts)
        {
            return NotFound();
        }

        Facts = facts;
        Notice = reader.Notices(sql, facts.Id).First(n => n.Id == id);
        MatterName = packs[user.TenantId].Matters.FirstOrDefault(m => m.Code == facts.MatterCode)?.Name ?? facts.Title;
        var tasks = reader.Tasks(sql, facts.Id);
        Unit = tasks.FirstOrDefault(t => t.DecidedAt == Notice.ServedAt)?.Unit ?? "";
        LastDay = tasks.FirstOrDefault(t => t.ForApplicant && t.CreatedAt >= Notice.ServedAt && t.DueAt.Year < NoLimitYear) is { } answer ? Deadline.From(answer.DueAt).LastDay : null;
        return Page();
    });
}
