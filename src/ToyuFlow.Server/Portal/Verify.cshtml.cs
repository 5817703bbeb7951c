using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace ToyuFlow.Server.Portal;

/// <summary>回执核验: says whether a receipt is genuine and in force. Every wrong code gets the same answer.</summary>
[AllowAnonymous]
[EnableRateLimiting(PortalFeature.LookUpLimit)]
public sealed class VerifyModel(ReceiptCheck check) : PageModel
{
    [BindProperty(Name = "code", SupportsGet = true)]
    public string? Code { get; set; }

    public bool IsAsked => !string.IsNullOrWhiteSpace(Code);

    public CheckedReceipt? Receipt { get; private set; }

    public void OnGet()
    {
        if (IsAsked)
        {
            Receipt = check.Find(Code);
        }
    }
}
