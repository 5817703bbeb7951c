using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Institutions;

/// <summary>Checks the form fields that carry a check digit; given to <see cref="Matter.Check"/>.</summary>
public static class CodeProblems
{
    public static string? Find(FieldKind kind, string value) => kind switch
    {
        FieldKind.Uscc => UnifiedSocialCreditCode.Problem(value),
        FieldKind.ResidentId => ResidentId.Problem(value),
        _ => null,
    };

    internal static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
