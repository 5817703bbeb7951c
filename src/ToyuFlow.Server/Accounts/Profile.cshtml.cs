using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ToyuFlow.Server.Accounts;

/// <summary>One's own account; "sign out everywhere" changes the stamp that every cookie carries.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class ProfileModel(UserManager<Person> people, CurrentUser user) : PageModel
{
    public CurrentUser Person => user;

    public async Task<IActionResult> OnPostAsync()
    {
        var person = await people.FindByIdAsync(user.PersonId.ToString());
        await people.UpdateSecurityStampAsync(person!);
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return LocalRedirect("/accounts/signin");
    }
}
