using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Rectification;

/// <summary>The notice as it was issued, on paper; a later extension does not change it.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class NoticeModel(RectificationQuery query, RectificationSight sight) : PageModel
{
    public RectificationDetails Record { get; private set; } = null!;

    /// <summary>Where the institution and the office see how it stands.</summary>
    public string Address => $"{Request.Scheme}://{Request.Host}/rectification/details/{Record.Line.Id}";

    public void OnGet(Guid id) => Record = query.Details(id, sight) ?? throw new MissingException();
}
