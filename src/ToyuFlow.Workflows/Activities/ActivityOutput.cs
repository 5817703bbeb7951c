using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities;

/// <summary>An output that an activity sets, and that a definition may bind to a variable.</summary>
/// <param name="Name">Its name in Pascal case; the file writes it in camel case.</param>
/// <param name="Type">What its value is.</param>
/// <param name="DisplayName">Its name for people; <paramref name="Name"/> when null.</param>
/// <param name="Description">What it holds.</param>
public sealed record ActivityOutput(string Name, DataType Type = DataType.Object, string? DisplayName = null, string? Description = null);
