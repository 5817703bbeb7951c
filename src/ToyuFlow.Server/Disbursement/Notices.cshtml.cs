using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ToyuFlow.Server.Disbursement;

/// <summary>The publicities that run now, for everybody.</summary>
[AllowAnonymous]
public sealed class NoticesModel(PublicNotices notices) : PageModel
{
    public IReadOnlyList<PublicNotice> Notices { get; private set; } = [];

    public void OnGet() => Notices = notices.Running();
}
