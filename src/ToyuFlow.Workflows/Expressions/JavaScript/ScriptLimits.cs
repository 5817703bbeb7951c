namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>How much a single script may use. What is beyond ends in an incident, not in the process.</summary>
internal static class ScriptLimits
{
    public const int SourceLength = 20_000;
    public const int Nesting = 60;
    public const int Statements = 50_000;
    public const int Recursion = 60;
    public const int StringLength = 200_000;
    public const int ArrayLength = 20_000;
    public const int Nodes = 20_000;
    public const int Depth = 60;
    public const nint StackBytes = 256 * 1024;
    public const long AllocatedBytes = 48_000_000;
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(120);
    public static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(50);
}
