using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities;

/// <summary>An input that an activity reads.</summary>
/// <param name="Name">Its name in Pascal case; the file writes it in camel case.</param>
/// <param name="Type">What its value is converted to.</param>
/// <param name="DisplayName">Its name for people; <paramref name="Name"/> when null.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Required">Whether a definition without it is faulty.</param>
/// <param name="Default">Its value when the file has none.</param>
/// <param name="UIHint">How a designer edits it (<c>single-line</c>, <c>dropdown</c>, <c>checkbox</c> …).</param>
/// <param name="Options">The values to choose from, if the designer offers a choice.</param>
/// <param name="AutoEvaluate">Whether it is evaluated before the activity runs; otherwise the activity does so when it wants.</param>
public sealed record ActivityInput(
    string Name,
    DataType Type = DataType.String,
    string? DisplayName = null,
    string? Description = null,
    bool Required = false,
    JsonNode? Default = null,
    string UIHint = "single-line",
    IReadOnlyList<string>? Options = null,
    bool AutoEvaluate = true);
