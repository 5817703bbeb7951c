using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>An upload as it came in, already read into memory (at most <see cref="Materials.LargestBytes"/>).</summary>
public sealed record UploadedFile(string FileName, byte[] Content);

/// <summary>Takes in the papers of a case. What a file is, is read from its content; its name is only shown, never used as a path.</summary>
public sealed class Materials(ToyuDb db, Step step, PackCatalog packs, UploadStore uploads, AuditTrail audit)
{
    public const long LargestBytes = 20 * 1024 * 1024;
    private const int MostFiles = 60;

    public async Task<Guid> AddAsync(Guid caseId, string code, UploadedFile file, CancellationToken cancellationToken)
    {
        var owner = await EditableCaseAsync(caseId, cancellationToken);
        return await AddAsync(owner, code, file, cancellationToken);
    }

    /// <summary>Takes in what the office let the applicant hand in later, while the case is under way: whoever calls has checked that. Earlier files of the paper stay as superseded.</summary>
    public async Task ReplaceAsync(Guid caseId, string code, IReadOnlyList<UploadedFile> files, CancellationToken cancellationToken)
    {
        var owner = await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken) ?? throw new MissingException();
        foreach (var old in await db.Set<CaseMaterial>().Where(m => m.CaseId == caseId && m.Code == code && !m.IsSuperseded).ToListAsync(cancellationToken))
        {
            old.IsSuperseded = true;
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var file in files)
        {
            await AddAsync(owner, code, file, cancellationToken);
        }
    }

    private async Task<Guid> AddAsync(Case owner, string code, UploadedFile file, CancellationToken cancellationToken)
    {
        var caseId = owner.Id;
        var material = packs[step.TenantId].Matter(owner.MatterCode).Materials.FirstOrDefault(m => m.Code == code) ?? throw new MissingException("没有这项材料。");
        var kind = FileKinds.Recognize(file.Content);
        Check(material, file, kind);
        if (await db.Set<CaseMaterial>().CountAsync(m => m.CaseId == caseId && !m.IsSuperseded, cancellationToken) >= MostFiles)
        {
            throw new InvalidInputException($"material-{code}", $"一件申请最多上传 {MostFiles} 个文件。");
        }

        var hash = await uploads.SaveAsync(file.Content, cancellationToken);
        if (await db.Set<CaseMaterial>().FirstOrDefaultAsync(m => m.CaseId == caseId && m.Code == code && m.Hash == hash && m.FileName == FileKinds.SafeName(file.FileName) && !m.IsSuperseded, cancellationToken) is { } same)
        {
            // The same paper handed in twice (uploaded at once by script, and again with the form) is one paper.
            return same.Id;
        }

        var row = new CaseMaterial
        {
            Id = step.NewId(),
            CaseId = caseId,
            Code = code,
            FileName = FileKinds.SafeName(file.FileName),
            ContentType = kind!.ContentType,
            Size = file.Content.Length,
            Hash = hash,
            UploadedAt = step.Now,
            UploadedBy = step.Actor.Name,
        };
        db.Add(row);
        audit.Record("material.added", "case", caseId.ToString(), caseId, material.Name);
        await db.SaveChangesAsync(cancellationToken);
        return row.Id;
    }

    /// <summary>Takes a paper out of a draft; of a case that was submitted before it stays in the file as superseded.</summary>
    public async Task RemoveAsync(Guid caseId, Guid materialId, CancellationToken cancellationToken)
    {
        var owner = await EditableCaseAsync(caseId, cancellationToken);
        var row = await db.Set<CaseMaterial>().FirstOrDefaultAsync(m => m.Id == materialId && m.CaseId == caseId, cancellationToken) ?? throw new MissingException();
        if (owner.Status == CaseStatus.Draft)
        {
            db.Remove(row);
        }
        else
        {
            row.IsSuperseded = true;
        }

        audit.Record("material.removed", "case", caseId.ToString(), caseId, row.Code);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static void Check(Material material, UploadedFile file, FileKind? kind)
    {
        var field = $"material-{material.Code}";
        if (file.Content.Length == 0)
        {
            throw new InvalidInputException(field, $"“{file.FileName}”是空文件，请重新选择。");
        }

        if (file.Content.Length > LargestBytes)
        {
            throw new InvalidInputException(field, $"“{file.FileName}”超过 20 MB，请压缩或分成几个文件。");
        }

        if (kind is null || !kind.Extensions.Any(e => material.Kinds.Contains(e)))
        {
            throw new InvalidInputException(field, $"“{file.FileName}”的内容不是可以接收的类型。{material.Name}可以上传：{string.Join("、", material.Kinds)}。");
        }
    }

    private async Task<Case> EditableCaseAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken) ?? throw new MissingException();
        if (!await db.Set<InstitutionOperator>().AnyAsync(o => o.InstitutionId == file.InstitutionId && o.PersonId == step.Actor.PersonId, cancellationToken))
        {
            throw new MissingException();
        }

        return file.Status is CaseStatus.Draft or CaseStatus.Correcting ? file : throw new ConflictException("本申请正在办理，现在不能增减材料。");
    }
}
