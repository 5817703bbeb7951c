using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>我的代理: who acts for me, for whom I act, and a new one.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class SubstitutesModel(SubstitutesQuery query, CurrentUser user, PackCatalog packs, Steps steps, TimeProvider time, Texts texts)
    : SubstitutesPage(query, user, packs, steps, time, texts)
{
    public const string Path = "/inbox/substitutes";

    public override string Address => Path;

    protected override Guid Principal { get; } = user.PersonId;

    private string Done { get; } = texts["已委托代理。"];

    public void OnGet() => Show();

    public Task<IActionResult> OnPostAsync() => AppointAsync(Done);

    public Task<IActionResult> OnPostEndAsync(Guid id) => EndAsync(id);
}
