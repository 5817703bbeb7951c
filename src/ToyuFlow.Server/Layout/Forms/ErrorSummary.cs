using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ToyuFlow.Server.Layout.Forms;

/// <summary>Everything wrong with a form, listed on top with links to the fields: model of <c>_Errors</c>.</summary>
public sealed record ErrorSummary(IReadOnlyList<FieldError> Errors)
{
    /// <summary>The errors of a page's own model; its fields carry the ids that the tag helpers make.</summary>
    public static ErrorSummary From(ModelStateDictionary state) => new(
    [
        .. state.SelectMany(field => field.Value!.Errors.Select(error => new FieldError(
            field.Key.Length == 0 ? null : field.Key.Replace('.', '_').Replace('[', '_').Replace(']', '_'),
            error.ErrorMessage))),
    ]);

    /// <summary>The errors of fields that are drawn from data.</summary>
    public static ErrorSummary From(IEnumerable<FormField> fields) => new(
        [.. fields.Where(f => f.Error is not null).Select(f => new FieldError(f.Id, f.Label + "：" + f.Error))]);
}

/// <param name="FieldId">The id of the input; null for what concerns the whole form.</param>
public sealed record FieldError(string? FieldId, string Message);
