using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Storage.FieldError;
using Incoming = ToyuFlow.Server.Cases.UploadedFile;
using UploadedFile = ToyuFlow.Server.Layout.Forms.UploadedFile;

namespace ToyuFlow.Server.Portal;

/// <summary>Takes the files of a form into a case, each by itself: a bad one is told about, the good ones are kept.</summary>
public sealed class PaperIntake(Storage.Steps steps, CurrentUser user, PackCatalog packs, Texts texts)
{
    public const int MostOfOneMaterial = 10;

    /// <summary>One form may carry several large files; beyond this the server does not read on.</summary>
    public const long LargestRequest = 128 * 1024 * 1024;

    public async Task<IReadOnlyList<FieldError>> TakeAsync(Application application, IFormFileCollection files, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        foreach (var group in files.Where(f => f.FileName.Length > 0).GroupBy(f => f.Name))
        {
            var material = application.Matter.Materials.FirstOrDefault(m => group.Key == NameOf(m)) ?? throw new MissingException();
            var room = MostOfOneMaterial - application.PapersOf(material).Count();
            foreach (var (index, file) in group.Index())
            {
                var error = index >= room
                    ? new FieldError(group.Key, texts["“{0}”没有上传：一项材料最多 {1} 个文件。", FileKinds.SafeName(file.FileName), MostOfOneMaterial])
                    : await TakeAsync(application, material, file, cancellationToken);
                if (error is not null)
                {
                    errors.Add(error);
                }
            }
        }

        return errors;
    }

    public Task RemoveAsync(Guid caseId, Guid paperId, CancellationToken cancellationToken) =>
        steps.RunAsync<Materials>(user.Actor, null, (m, token) => m.RemoveAsync(caseId, paperId, token), cancellationToken);

    public static string NameOf(Material material) => $"material-{material.Code}";

    /// <summary>The upload box of one material with what is there already.</summary>
    public Upload Draw(Application application, Material material, IReadOnlyList<FieldError> errors, string? postTo = null)
    {
        var pack = packs[user.TenantId];
        var template = pack.TemplateOf(application.Matter, material);
        return new Upload(
            NameOf(material),
            material.Name,
            application.Demands(material),
            [.. application.PapersOf(material).Select(p => new UploadedFile(p.FileName, p.Size, $"/cases/material/{p.Id}", p.Id.ToString()))],
            Help(application, material),
            errors.Where(e => e.Field == NameOf(material)).Select(e => e.Message).ToArray() is { Length: > 0 } wrong ? string.Join(' ', wrong) : null,
            pack.TemplateHref(template?.Example),
            pack.TemplateHref(template?.Template))
        {
            Accept = string.Join(',', material.Kinds.Select(k => $".{k}")),
            MaxFiles = MostOfOneMaterial,
            PostTo = postTo,
        };
    }

    private async Task<FieldError?> TakeAsync(Application application, Material material, IFormFile file, CancellationToken cancellationToken)
    {
        if (file.Length > Materials.LargestBytes)
        {
            return new FieldError(NameOf(material), texts["“{0}”超过 20 MB，没有上传。请压缩或分成几个文件。", FileKinds.SafeName(file.FileName)]);
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellationToken);
        var incoming = new Incoming(FileKinds.SafeName(file.FileName), content.ToArray());
        try
        {
            await steps.RunAsync<Materials, Guid>(user.Actor, null, (m, token) => m.AddAsync(application.Case.Id, material.Code, incoming, token), cancellationToken);
            return null;
        }
        catch (InvalidInputException error)
        {
            return error.Errors[0];
        }
    }

    private string? Help(Application application, Material material)
    {
        var months = material.ValidMonths is { } valid ? texts["有效期 {0} 个月内的。", valid] : "";
        var later = application.MayLack(material) ? texts["暂时没有的可以先提交申请，由受理部门决定是否容缺受理；容缺受理要签署承诺书，按期补齐。"] : "";
        return $"{material.Help}{months}{later}" is { Length: > 0 } help ? help : null;
    }
}
