using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ToyuFlow.Server.Designer;

/// <summary>Where a sign-in inside the designer ends: tells the page around it to go on.</summary>
[Authorize(Policy = DesignPolicies.View)]
public sealed class SignedInModel : PageModel;
