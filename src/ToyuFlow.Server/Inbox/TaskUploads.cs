using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>A file that came with a decision, its content stored already.</summary>
public sealed record TaskFile(string Field, string FileName, string ContentType, long Size, string Hash);

/// <summary>
/// Takes in the files of a decision. Contents are stored before the step; a sealed note in the form keeps them when something else was wrong,
/// since a browser does not keep what was chosen.
/// </summary>
public sealed class TaskUploads(UploadStore uploads, IDataProtectionProvider protection)
{
    private const string Kept = "task.kept";
    private const int MostFiles = 20;

    private readonly IDataProtector _seal = protection.CreateProtector("ToyuFlow.TaskFile");

    public async Task<IReadOnlyList<TaskFile>> TakeAsync(IFormCollection form, TaskSpec spec, Guid taskId, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var files = form[Kept].Select(note => Open(note, taskId)).OfType<TaskFile>().ToList();
        foreach (var field in spec.Fields.Where(f => f.IsFile))
        {
            foreach (var posted in form.Files.GetFiles(field.Code).Where(f => f.Length > 0))
            {
                if (await TakeAsync(posted, field, cancellationToken) is { } file && files.Count < MostFiles)
                {
                    files.RemoveAll(f => f.Field == file.Field && f.Hash == file.Hash);
                    files.Add(file);
                }
                else
                {
                    errors.Add(new FieldError($"field-{field.Code}", $"“{FileKinds.SafeName(posted.FileName)}”不能接收：请上传 PDF、图片、Word 或 Excel 文件，单个不超过 20 MB，最多 {MostFiles} 个。"));
                }
            }
        }

        return files;
    }

    public string Note(TaskFile file, Guid taskId) => _seal.Protect($"{taskId:N}|{JsonSerializer.Serialize(file)}");

    private TaskFile? Open(string? note, Guid taskId)
    {
        try
        {
            var text = _seal.Unprotect(note ?? "");
            return text.StartsWith($"{taskId:N}|", StringComparison.Ordinal) ? JsonSerializer.Deserialize<TaskFile>(text[33..]) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private async Task<TaskFile?> TakeAsync(IFormFile posted, TaskField field, CancellationToken cancellationToken)
    {
        if (posted.Length > Materials.LargestBytes)
        {
            return null;
        }

        using var content = new MemoryStream((int)posted.Length);
        await posted.CopyToAsync(content, cancellationToken);
        var bytes = content.ToArray();
        return FileKinds.Recognize(bytes) is { } kind
            ? new TaskFile(field.Code, FileKinds.SafeName(posted.FileName), kind.ContentType, bytes.Length, await uploads.SaveAsync(bytes, cancellationToken))
            : null;
    }
}

/// <summary>Puts the files of a decision into the case, as part of the decision's step.</summary>
public sealed class AttachTaskFiles(Step step, AuditTrail audit)
{
    /// <summary>The answer of each file field: the ids of its files.</summary>
    public IReadOnlyDictionary<string, string> Attach(Guid caseId, IReadOnlyList<TaskFile> files) =>
        files.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => string.Join(';', g.Select(f => Add(caseId, f))));

    private Guid Add(Guid caseId, TaskFile file)
    {
        var id = step.NewId();
        step.Sql.Execute(
            """
            insert into case_material (tenant_id, id, case_id, code, file_name, content_type, size, hash, uploaded_at, uploaded_by, is_superseded)
            values (@tenant, @id, @case, @code, @name, @type, @size, @hash, @now, @who, @no)
            """,
            ("tenant", step.TenantId), ("id", id), ("case", caseId), ("code", file.Field), ("name", file.FileName), ("type", file.ContentType), ("size", file.Size),
            ("hash", file.Hash), ("now", step.Now), ("who", step.Actor.Name), ("no", false));
        audit.Record("material.added", "case", caseId.ToString(), caseId, file.Field);
        return id;
    }
}
