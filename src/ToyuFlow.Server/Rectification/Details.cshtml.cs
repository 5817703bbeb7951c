using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Rectification;

[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class DetailsModel(RectificationQuery query, RectificationSight sight) : PageModel
{
    public RectificationDetails Record { get; private set; } = null!;

    public bool OpensCase => sight.OpensCase(Record.Line.Role);

    public bool IsTheirTurn => sight.IsOperator && Record.Line.State is RectificationState.Open or RectificationState.Supervised;

    public void OnGet(Guid id) => Record = query.Details(id, sight) ?? throw new MissingException();
}
