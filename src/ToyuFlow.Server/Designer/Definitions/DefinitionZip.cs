using System.IO.Compression;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Several definitions as one file.</summary>
public static class DefinitionZip
{
    private const string Name = "workflow-definitions.zip";

    public static IResult Of(IReadOnlyList<DefinitionText> definitions) => Results.File(Pack(definitions), MediaTypeNames.Application.Zip, Name);

    public static FileContentResult File(IReadOnlyList<DefinitionText> definitions) => new(Pack(definitions), MediaTypeNames.Application.Zip) { FileDownloadName = Name };

    private static byte[] Pack(IReadOnlyList<DefinitionText> definitions)
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

        return memory.ToArray();
    }
}
