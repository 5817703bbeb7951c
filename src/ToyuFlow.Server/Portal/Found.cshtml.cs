using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Layout.Forms.FieldError;
using FieldKind = ToyuFlow.Server.Layout.Forms.FieldKind;
using FieldOption = ToyuFlow.Server.Layout.Forms.FieldOption;
using FormField = ToyuFlow.Server.Layout.Forms.FormField;

namespace ToyuFlow.Server.Portal;

/// <summary>新设机构: a name and a kind are enough to begin; the rest is asked by the registration.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class FoundModel(Steps steps, CurrentUser user, OperatorDesk desk, PackCatalog packs, Texts texts) : PageModel
{
    [BindProperty(Name = "op")]
    public string Op { get; set; } = Guid.NewGuid().ToString("N");

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "type")]
    public string? Type { get; set; }

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = new([]);

    public void OnGet() => Draw([]);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Kinds().All(k => k.Code != Type))
            {
                throw new InvalidInputException("type", texts["请选择机构性质。"]);
            }

            await steps.RunAsync<InstitutionRegister, Guid>(user.Actor, desk.Operation(Op), async (register, token) => (await register.FoundAsync(user.PersonId, Name ?? "", Type!, token)).Id, cancellationToken);
        }
        catch (InvalidInputException error)
        {
            Draw(error.Errors);
            return Page();
        }

        TempData.Done(texts["“{0}”已经建好，现在可以办理设立登记。", Name!.Trim()]);
        return LocalRedirect("/portal/institutions");
    }

    private void Draw(IReadOnlyList<Storage.FieldError> errors)
    {
        string? Wrong(string code) => errors.FirstOrDefault(e => e.Field == code)?.Message;
        Fields =
        [
            new FormField("name", texts["机构名称"], FieldKind.Text, Name, true, null, texts["写全称，4 到 60 个字，要与将来证照上的名称一致。"], Wrong("name")) { MaxLength = 60 },
            new FormField("type", texts["机构性质"], FieldKind.Choice, Type, true, Kinds(), texts["性质决定由哪个部门登记，登记申请提交后不能再改。"], Wrong("type")),
        ];
        Errors = new ErrorSummary([.. errors.Select(e => new FieldError(FormField.IdOf(e.Field), e.Message))]);
    }

    /// <summary>Only kinds that somebody in this county registers.</summary>
    private List<FieldOption> Kinds()
    {
        var pack = packs[user.TenantId];
        return
        [
            .. from type in pack.InstitutionTypes
               let route = pack.RouteFor(type.Code)
               where route is not null
               select new FieldOption(type.Code, type.Name, texts["由{0}登记", string.Join("、", pack.UnitsOf(route.Role).Select(u => u.Name))]),
        ];
    }
}
