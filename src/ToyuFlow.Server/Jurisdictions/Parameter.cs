using System.Globalization;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>A value that processes need and that a document may or may not give. What nobody gave is null and must be configured.</summary>
/// <param name="Required">Whether its processes may not run without it.</param>
/// <param name="Source">The quote that mentions it even where the value is missing (「责令限期整改」 without a number of days).</param>
public sealed record Parameter(
    string Code,
    string Name,
    ParameterKind Kind,
    IReadOnlyList<FieldOption> Options,
    IReadOnlyList<string> Processes,
    bool Required,
    string? Value,
    RuleSource? Source)
{
    /// <summary>Null when the text is a value of this parameter's kind, otherwise what is wrong.</summary>
    public string? Problem(string text)
    {
        try
        {
            return Kind switch
            {
                ParameterKind.Limit => Limit.Parse(text) is null ? "" : null,
                ParameterKind.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? null : $"「{text}」不是数字。",
                ParameterKind.Money => Money.TryParse(text, out _) ? null : $"「{text}」不是金额。",
                ParameterKind.Offsets => Offsets(text).Count > 0 ? null : "没有填写。",
                ParameterKind.Choice => Options.Any(option => option.Value == text) ? null : $"「{text}」不在可选值（{string.Join("、", Options.Select(option => option.Value))}）中。",
                _ => text.Trim().Length > 0 ? null : "没有填写。",
            };
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    /// <summary>Working days before (negative) and after (positive) a due date: `-3, -1, 0, 1`.</summary>
    internal static IReadOnlyList<int> Offsets(string text) =>
        [.. text.Split([',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var days) ? days : throw new FormatException($"「{part}」不是天数，应写成 -3, -1, 0, 1。"))];
}

public enum ParameterKind
{
    Text,
    Limit,
    Number,
    Money,
    Choice,
    Offsets,
}

/// <summary>A value given by the tenant for a key of the pack.</summary>
public sealed record Setting(string Key, string Value, string By);

/// <summary>Something that must be configured before a process can be enabled.</summary>
public sealed record MissingSetting(string Process, string Key, string What);
