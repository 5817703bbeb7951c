using System.Text.Json.Serialization;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Inbox;

/// <summary>A field that an officer fills while deciding, as the definition states it.</summary>
public sealed record TaskField(string Code, string Label)
{
    private static readonly IReadOnlyList<FieldOption> YesOrNo = [new("是", "是"), new("否", "否")];

    public FieldKind Kind { get; init; }

    public bool Required { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    public string? Help { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public string? Unit { get; init; }

    /// <summary>The field is an uploaded file rather than a typed value.</summary>
    public bool IsFile { get; init; }

    public FormField ToFormField() => new(Code, Label, Kind, "", Required, Kind == FieldKind.YesNo && Options.Count == 0 ? YesOrNo : Options, Help, Min, Max, Unit, null);

    /// <summary>Officers are chosen, for instance who signs a later step; what can be chosen is set when the task is offered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPeople { get; init; }

    public string? Problem(string? value) => IsFile
        ? Required && string.IsNullOrWhiteSpace(value) ? $"请上传{Label}。" : null
        : ToFormField().Problem(value, CodeProblems.Find);
}
