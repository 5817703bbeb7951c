using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Filing;

/// <summary>备案回执 with the 基本条件告知书 as its second sheet, to print.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class ReceiptModel(FilingDocuments documents, PackCatalog packs, CurrentUser user) : PageModel
{
    private const int GroupLength = 4;

    public FilingRecord Record { get; private set; } = null!;

    public string VerifyAddress => $"{Request.Scheme}://{Request.Host}/verify/{Record.VerificationCode}";

    /// <summary>In groups of four, to be typed from paper.</summary>
    public string Code => string.Join(' ', Record.VerificationCode.Chunk(GroupLength).Select(c => new string(c)));

    public IReadOnlyList<ChildClass> Classes => packs[user.TenantId].Classes;

    public string Back => user.Kind == ActorKind.Operator ? "/portal/institutions" : "/filing";

    public string IssuedOn => Record.IssuedAt.DateInChina().Written();

    public string? VoidedOn => Record.VoidedAt?.DateInChina().Written();

    public async Task OnGetAsync(Guid id, CancellationToken cancellationToken) => Record = await documents.FindAsync(id, cancellationToken);
}
