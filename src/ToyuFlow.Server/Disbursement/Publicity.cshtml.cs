using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

/// <summary>A public notice to read and print; officers of the county enter objections here.</summary>
[AllowAnonymous]
public sealed class PublicityModel(PublicNotices notices, WorkingCalendar calendar, CurrentUser user, Steps steps, Texts texts, TimeProvider time) : PageModel
{
    public PublicNotice Notice { get; private set; } = null!;

    public string DaysLeft { get; private set; } = "";

    public string Limit => Calendar.Limit.Parse(Notice.TimeLimit).ToString();

    public bool MayObject => Notice.State == PublicityState.Running && user is { IsSignedIn: true, Kind: ActorKind.Officer } && user.TenantId == Notice.TenantId;

    public IActionResult OnGet(Guid id)
    {
        if (notices.Find(id) is not { } notice)
        {
            return NotFound();
        }

        Notice = notice;
        DaysLeft = notice.State == PublicityState.Running ? calendar.Describe(time.GetUtcNow(), Deadline.From(notice.EndsAt)) : "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? reason, CancellationToken cancellationToken)
    {
        if (!user.IsSignedIn)
        {
            return Challenge();
        }

        try
        {
            await steps.RunAsync<RegisterObjection>(user.Actor, null, (register, token) => register.RunAsync(id, reason ?? "", token), cancellationToken);
            TempData.Done(texts["异议已登记，公示停止，已交主管部门核查。"]);
        }
        catch (MissingException)
        {
            return NotFound();
        }
        catch (RefusedException error)
        {
            TempData.Warn(error.Message);
        }

        return Redirect($"/disbursement/publicity/{id}");
    }
}
