using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Layout.Forms.FieldError;

namespace ToyuFlow.Server.Portal;

/// <summary>The papers of an application: only those that its answers ask for. With scripts a file travels as soon as it is chosen.</summary>
[Authorize(Policy = Policies.Operator)]
[RequestSizeLimit(PaperIntake.LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = PaperIntake.LargestRequest)]
public sealed class ApplyMaterialsModel(ApplicationReader reader, PaperIntake intake, Texts texts) : ApplyPage(reader)
{
    public IReadOnlyList<Upload> Uploads { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = new([]);

    public void OnGet() => Draw([]);

    public async Task<IActionResult> OnPostAsync(Guid? remove, string? go, CancellationToken cancellationToken)
    {
        if (remove is { } paper)
        {
            await intake.RemoveAsync(CaseId, paper, cancellationToken);
            return LocalRedirect(Application.MaterialsHref);
        }

        var errors = await intake.TakeAsync(Application, Request.Form.Files, cancellationToken);
        await ReadAgainAsync(cancellationToken);
        if (errors.Count > 0)
        {
            Draw(errors);
            return Page();
        }

        if (go == "save")
        {
            TempData.Done(texts["已保存，可以随时回来继续。"]);
            return LocalRedirect(Application.MaterialsHref);
        }

        var missing = Application.AskedMaterials.Where(m => Application.ProblemOf(m) is not null).Select(m => new Storage.FieldError(PaperIntake.NameOf(m), Application.ProblemOf(m)!)).ToList();
        if (missing.Count > 0)
        {
            Draw(missing);
            return Page();
        }

        return LocalRedirect(Application.CheckHref);
    }

    /// <summary>One file, sent by the page as soon as it was chosen; answered with the box of that material.</summary>
    public async Task<IActionResult> OnPostOneAsync(string code, CancellationToken cancellationToken)
    {
        var material = Application.AskedMaterials.FirstOrDefault(m => m.Code == code) ?? throw new MissingException();
        var errors = await intake.TakeAsync(Application, Request.Form.Files, cancellationToken);
        await ReadAgainAsync(cancellationToken);
        return Partial("_Upload", DrawOne(material, errors));
    }

    private void Draw(IReadOnlyList<Storage.FieldError> errors)
    {
        Uploads = [.. Application.AskedMaterials.Select(m => DrawOne(m, errors))];
        Errors = new ErrorSummary([.. errors.Select(e => new FieldError(Layout.Forms.FormField.IdOf(e.Field), e.Message))]);
    }

    private Upload DrawOne(Material material, IReadOnlyList<Storage.FieldError> errors) =>
        intake.Draw(Application, material, errors, $"{Application.MaterialsHref}?handler=One&code={material.Code}");
}
