using System.Runtime.CompilerServices;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Tests;

public sealed class ConventionTests
{
    private static readonly System.Reflection.Assembly Engine = typeof(WorkflowRunner).Assembly;

    [Fact]
    public void Every_public_class_of_the_engine_is_sealed_static_or_abstract() =>
        Assert.DoesNotContain(Engine.GetExportedTypes(), t => t is { IsClass: true, IsSealed: false, IsAbstract: false });

    [Fact]
    public void No_file_of_the_engine_or_its_tests_is_longer_than_400_lines()
    {
        var files = Sources("src/ToyuFlow.Workflows").Concat(Sources("tests/ToyuFlow.Workflows.Tests")).ToList();
        Assert.True(files.Count > 80);
        Assert.DoesNotContain(files, f => File.ReadLines(f).Count() > 400);
    }

    [Fact]
    public void The_engine_needs_neither_a_web_server_nor_a_database() =>
        Assert.DoesNotContain(Engine.GetReferencedAssemblies().Select(a => a.Name!), n => n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || n.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || n.StartsWith("Quartz", StringComparison.Ordinal));

    /// <summary>The surface of the engine is a promise: a change of it shows here as a difference to the text that was agreed.</summary>
    [Fact]
    public void The_public_surface_is_the_agreed_one()
    {
        var agreed = Path.Combine(Root(), "tests/ToyuFlow.Workflows.Tests/PublicSurface.txt");
        var actual = PublicSurface.Describe(Engine);
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_SURFACE") == "1")
        {
            File.WriteAllText(agreed, actual);
        }

        Assert.Equal(File.ReadAllText(agreed), actual);
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../.."));
}
