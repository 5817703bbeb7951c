namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>Hosts of tests watch no files: each watcher takes one of the few inotify instances that the system gives a user.</summary>
internal static class TestEnvironment
{
    public static void WatchNothing()
    {
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "true");
    }
}
