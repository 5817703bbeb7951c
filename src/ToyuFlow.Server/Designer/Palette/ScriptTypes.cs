using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Designer.Palette;

/// <summary>What a script of a definition may call, as TypeScript for the editor's completion.</summary>
public static class ScriptTypes
{
    private const string Functions = """
        /** 读取流程变量的值。 */
        declare function getVariable(name: string): any;
        /** 给流程变量赋值。 */
        declare function setVariable(name: string, value: any): void;
        /** 读取启动流程时传入的值。 */
        declare function getInput(name: string): any;
        /** 读取某个环节的输出。 */
        declare function getOutputFrom(activityId: string, output?: string): any;
        /** 上一个环节的结果。 */
        declare function getLastResult(): any;
        declare function getWorkflowInstanceId(): string;
        declare function getWorkflowInstanceName(): string;
        declare function setWorkflowInstanceName(name: string): void;
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getCorrelationId(): string;
        declare function setCorrelationId(id: string): void;
        declare function isNullOrEmpty(value: any): boolean;
        declare function isNullOrWhiteSpace(value: any): boolean;
        declare function toJson(value: any): string;
        declare function newGuidString(): string;
        """;

    public static string For(JsonObject? definition)
    {
        var types = new StringBuilder(Functions).Append('\n').Append("/** 流程变量。 */\ndeclare const variables: {");
        foreach (var variable in (definition?["variables"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (variable["name"]?.ToString() is { Length: > 0 } name)
            {
                types.Append(CultureInfo.InvariantCulture, $" {Quoted(name)}: {Type(variable["typeName"]?.ToString(), variable["isArray"]?.ToString() == "true")};");
            }
        }

        types.Append(" };\n");
        foreach (var input in (definition?["inputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (input["name"]?.ToString() is { Length: > 0 } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                types.Append(CultureInfo.InvariantCulture, $"declare function get{char.ToUpperInvariant(name[0])}{name[1..]}(): {Type(input["type"]?.ToString(), false)};\n");
            }
        }

        return types.ToString();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Type(string? name, bool isArray) => name switch
    {
        "String" => "string",
        "Boolean" => "boolean",
        "Int32" or "Int64" or "Decimal" or "Double" or "Single" => "number",
        "DateTimeOffset" or "DateTime" => "Date",
        _ => "any",
    } + (isArray ? "[]" : "");
}
