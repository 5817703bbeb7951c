namespace ToyuFlow.Workflows.Bookmarks;

/// <summary>The kinds of the bookmarks that the built-in activities make.</summary>
public static class BookmarkKinds
{
    /// <summary>A task that somebody or something outside completes.</summary>
    public const string RunTask = "RunTask";

    /// <summary>A named event.</summary>
    public const string Event = "Event";

    /// <summary>A delay that ends by itself.</summary>
    public const string Delay = "Delay";

    /// <summary>A timer, a cron expression or a point in time.</summary>
    public const string Timer = "Timer";

    /// <summary>The end of another workflow.</summary>
    public const string ChildWorkflow = "ChildWorkflow";
}
