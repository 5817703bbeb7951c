namespace ToyuFlow.Server.Inspections;

/// <summary>How grave what was found is: chosen by the inspector, and with it the limit for putting it right.</summary>
public enum FindingSeverity
{
    General,
    Serious,
    Major,
}

public static class FindingSeverities
{
    public static string Name(this FindingSeverity severity) => severity switch
    {
        FindingSeverity.General => "一般问题",
        FindingSeverity.Serious => "较重问题",
        _ => "重大问题",
    };

    /// <summary>The pack's parameter that says how long may be taken.</summary>
    public static string LimitCode(this FindingSeverity severity) => severity switch
    {
        FindingSeverity.General => "rectification.general",
        FindingSeverity.Serious => "rectification.serious",
        _ => "rectification.major",
    };
}
