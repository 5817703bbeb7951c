using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Designer.Files;

/// <summary>
/// Takes a definition's file in at the start: a new or changed file becomes a published version. What was edited here since the file was
/// taken in is never overwritten: the newer file waits, and an administrator decides.
/// </summary>
public sealed class TakeDefinitionFile(ToyuDb db, Step step, DefinitionLibrary library, AuditTrail audit)
{
    public async Task RunAsync(string path, string json, CancellationToken cancellationToken)
    {
        var definitionId = ElsaJsonReader.Read(json).DefinitionId;
        var hash = Hash(json);
        var file = await db.Set<DefinitionFile>().FirstOrDefaultAsync(f => f.DefinitionId == definitionId, cancellationToken);
        if (file is not null && (file.TakenHash == hash || file.WaitingHash == hash))
        {
            return;
        }

        var latest = await db.Set<DefinitionVersion>().Where(v => v.DefinitionId == definitionId && v.IsLatest).OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancellationToken);
        file ??= Add(definitionId, latest);
        (file.Path, file.At) = (path, step.Now);
        if (latest is { IsPublished: true } && SaysTheSame(latest.Json, json))
        {
            // What was edited here has been exported and lies among the files now.
            Taken(file, hash, latest.Version);
        }
        else if (latest is null || latest.Version == file.TakenVersion)
        {
            Taken(file, hash, (await library.PublishAsync(json, cancellationToken)).Version);
        }
        else
        {
            (file.WaitingHash, file.WaitingJson) = (hash, json);
            audit.Record("definition.file-waits", "definition", definitionId, detail: path);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The administrator's decision on a file that waits.</summary>
    public async Task DecideAsync(string definitionId, bool takeTheFile, CancellationToken cancellationToken)
    {
        var file = await db.Set<DefinitionFile>().FirstOrDefaultAsync(f => f.DefinitionId == definitionId && f.WaitingJson != null, cancellationToken)
            ?? throw new ConflictException("这个文件已经处理过了。");
        var version = file.TakenVersion;
        if (takeTheFile)
        {
            version = (await library.PublishAsync(file.WaitingJson!, cancellationToken)).Version;
        }

        audit.Record(takeTheFile ? "definition.file-taken" : "definition.file-declined", "definition", definitionId, detail: file.Path);
        Taken(file, file.WaitingHash!, version);
        await db.SaveChangesAsync(cancellationToken);
    }

    private DefinitionFile Add(string definitionId, DefinitionVersion? latest)
    {
        // A database from before files were remembered: what the service itself published came from the file.
        var file = new DefinitionFile { Id = step.NewId(), DefinitionId = definitionId, TakenVersion = latest is { IsPublished: true, CreatedBy: Actor.SystemName } ? latest.Version : 0 };
        db.Add(file);
        return file;
    }

    private static bool SaysTheSame(string one, string other)
    {
        static JsonObject Said(string json)
        {
            var definition = JsonNode.Parse(json)!.AsObject();
            foreach (var field in StudioJson.Ours)
            {
                definition.Remove(field);
            }

            return definition;
        }

        return JsonMeaning.Same(Said(one), Said(other));
    }

    private static void Taken(DefinitionFile file, string hash, int version) =>
        (file.TakenHash, file.TakenVersion, file.WaitingHash, file.WaitingJson) = (hash, version, null, null);

    private static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
