using System.IO.Compression;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Several definitions as one file.</summary>
public static class DefinitionZip
{
    public static IResult Of(IReadOnlyList<DefinitionText> definitions)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var definition in definitions)
            {
                using var writer = new StreamWriter(zip.CreateEntry($"{definition.Row.DefinitionId}.json").Open());
                writer.Write(DefinitionAnswers.File(definition));
            }
        }

        return Results.File(memory.ToArray(), "application/zip", "workflow-definitions.zip");
    }
}
