using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>代为设置代理: the system administrator names a substitute for an officer who is away and cannot do it; both are told.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class SubstitutesOfModel(PeopleList people, SubstitutesQuery query, CurrentUser user, PackCatalog packs, Steps steps, TimeProvider time, Texts texts)
    : SubstitutesPage(query, user, packs, steps, time, texts)
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public PersonItem Person { get; private set; } = null!;

    public override string Address => PathOf(Id);

    protected override Guid Principal => Id;

    private string Done { get; } = texts["已代为设置代理，双方都会收到通知。"];

    public static string PathOf(Guid person) => $"/inbox/substitutesof/{person}";

    public IActionResult OnGet()
    {
        if (!Load())
        {
            return NotFound();
        }

        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync() => Load() ? await AppointAsync(Done) : NotFound();

    public async Task<IActionResult> OnPostEndAsync(Guid substitution) => Load() ? await EndAsync(substitution) : NotFound();

    private bool Load()
    {
        if (people.Find(Tenant, Id) is not { Kind: ActorKind.Officer } found)
        {
            return false;
        }

        Person = found;
        return true;
    }
}
