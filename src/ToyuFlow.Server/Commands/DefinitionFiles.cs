using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Commands;

/// <summary>The process skeletons of a pack: those of common/, each replaced by the pack's own of the same name.</summary>
public sealed class DefinitionFiles(PackFolder folder, PackCatalog packs, ActivityCatalog catalog)
{
    public IReadOnlyList<string> Of(PolicyPack pack)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in new[] { "common", pack.Id })
        {
            foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, source), "*.json"))
            {
                files[Path.GetFileName(file)] = file;
            }
        }

        return [.. files.Values];
    }

    /// <summary>Before anything is written: a bad definition stops the start with file, line and reason, all of them at once.</summary>
    public void Check()
    {
        var faults = packs.Packs.SelectMany(Of).Distinct().SelectMany(Faults).ToList();
        if (faults.Count > 0)
        {
            throw new DataFaultException(faults);
        }
    }

    private IEnumerable<DataFault> Faults(string path)
    {
        var name = Path.Combine(Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileName(path));
        var json = File.ReadAllText(path);
        try
        {
            return [.. WorkflowCompiler.Compile(ElsaJsonReader.Read(json), catalog).Faults.Select(f => new DataFault(name, LineOf(json, f.ActivityId), f.ActivityId is null ? f.Message : $"{f.ActivityId}：{f.Message}"))];
        }
        catch (DefinitionFormatException error)
        {
            return [new DataFault(name, (int)error.Line, error.Message)];
        }
    }

    /// <summary>Where the activity's id stands in the file; 1 when it is about the whole.</summary>
    private static int LineOf(string json, string? activityId)
    {
        var at = activityId is null ? -1 : json.IndexOf($"\"{activityId}\"", StringComparison.Ordinal);
        return at < 0 ? 1 : json.AsSpan(0, at).Count('\n') + 1;
    }
}
