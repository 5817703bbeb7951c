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

    /// <summary>A request that somebody sends to a path of the service; the bookmark's name is the path.</summary>
    public const string HttpEndpoint = "HttpEndpoint";

    /// <summary>The answer to a request that the host sends after the step; the payload says what to send.</summary>
    public const string HttpRequest = "HttpRequest";

    /// <summary>The end of another workflow.</summary>
    public const string ChildWorkflow = "ChildWorkflow";
}
