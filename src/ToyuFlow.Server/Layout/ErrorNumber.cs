using System.Diagnostics;

namespace ToyuFlow.Server.Layout;

/// <summary>The number that a person reads out to support, and under which the log tells what happened.</summary>
public static class ErrorNumber
{
    public static string Of(HttpContext context)
    {
        var trace = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        var letters = trace.Where(char.IsAsciiLetterOrDigit).TakeLast(8).ToArray();
        return new string(letters).ToUpperInvariant().Insert(letters.Length / 2, "-");
    }
}
