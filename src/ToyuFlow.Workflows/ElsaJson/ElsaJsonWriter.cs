using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.ElsaJson;

/// <summary>Writes a definition as Elsa 3 JSON.</summary>
public static class ElsaJsonWriter
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        MaxDepth = ElsaJsonReader.MaxDepth
    };

    /// <summary>Writes a definition. Every field that was read is written back with its value and in its place.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>Indented JSON.</returns>
    public static string Write(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Json.ToJsonString(Options);
    }
}
