namespace ToyuFlow.Server.Tests.Conventions;

/// <summary>The source tree that this test project was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Server => Path.Combine(Root, "src", "ToyuFlow.Server");

    public static IEnumerable<string> Sources(string directory, params string[] endings) =>
        from file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(directory, file)
        where (endings.Length == 0 ? [".cs", ".cshtml"] : endings).Any(e => file.EndsWith(e, StringComparison.Ordinal))
        where !relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "lib" or "Migrations")
        select file;

    public static string FolderOf(string file) => Path.GetRelativePath(Server, file).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : "";

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ToyuFlow.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
