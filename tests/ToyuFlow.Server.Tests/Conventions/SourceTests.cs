using System.Reflection;

namespace ToyuFlow.Server.Tests.Conventions;

public sealed class SourceTests
{
    private const int MostLines = 400;

    [Fact]
    public void No_file_is_longer_than_four_hundred_lines() => Assert.Empty(
        from part in new[] { "src", "tests" }
        from file in Repository.Sources(Path.Combine(Repository.Root, part), ".cs", ".cshtml", ".js", ".css")
        let lines = File.ReadLines(file).Count()
        where lines > MostLines && !file.EndsWith(".css", StringComparison.Ordinal)
        select $"{Path.GetRelativePath(Repository.Root, file)}: {lines}");

    [Fact]
    public void No_county_is_named_in_code()
    {
        var names = new[] { "泸县", "宜君", "秀山", "柳州", "泉州", "luxian", "yijun", "xiushan", "liuzhou", "quanzhou" };
        Assert.Empty(
            from file in Repository.Sources(Path.Combine(Repository.Root, "src"))
            let text = File.ReadAllText(file)
            from name in names
            where text.Contains(name, StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Repository.Root, file)}: {name}");
    }

    [Fact]
    public void Public_classes_are_sealed_static_or_meant_to_be_derived_from() => Assert.Empty(
        from type in typeof(Program).Assembly.GetExportedTypes()
        where type is { IsClass: true, IsSealed: false, IsAbstract: false } && type != typeof(Program)
        where type.Namespace?.StartsWith("ToyuFlow", StringComparison.Ordinal) == true && !type.Namespace.Contains("Migrations", StringComparison.Ordinal)
        select type.FullName);

    [Fact]
    public void Marks_of_unfinished_work_are_not_left_in_the_code() => Assert.Empty(
        from file in Repository.Sources(Path.Combine(Repository.Root, "src"))
        let text = File.ReadAllText(file)
        from mark in new[] { "TO" + "DO", "FIX" + "ME", "#reg" + "ion", "throw new NotImplemented" + "Exception" }
        where text.Contains(mark, StringComparison.Ordinal)
        select $"{Path.GetRelativePath(Repository.Root, file)}: {mark}");

    [Fact]
    public void Every_activity_of_the_service_is_in_the_catalog()
    {
        using var app = new Hosting.ToyuFlowApp();
        var catalog = (ToyuFlow.Workflows.Activities.ActivityCatalog)app.Services.GetService(typeof(ToyuFlow.Workflows.Activities.ActivityCatalog))!;
        var types = typeof(Program).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(ToyuFlow.Workflows.Activities.Activity).IsAssignableFrom(t));
        Assert.Empty(types.Where(t => catalog.Find((string)t.GetField("TypeName", BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!) is null).Select(t => t.Name));
    }
}
