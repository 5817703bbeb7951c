namespace ToyuFlow.Server.Jurisdictions;

/// <summary>Holds when a field of the form has one of the values; e.g. a food licence is required when 供餐 is 是.</summary>
public sealed record FieldCondition(string Field, IReadOnlyList<string> Values)
{
    /// <summary>A field of several choices holds its values separated by `;`.</summary>
    public bool Holds(IReadOnlyDictionary<string, string> form) =>
        form.TryGetValue(Field, out var value) && value.Split(';', StringSplitOptions.TrimEntries).Any(Values.Contains);
}
