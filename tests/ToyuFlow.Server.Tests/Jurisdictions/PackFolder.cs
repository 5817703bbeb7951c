using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Tests.Jurisdictions;

/// <summary>The packs that ship, and copies of them in which a test breaks something.</summary>
internal static class PackFolder
{
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "workflows");

    public static PackCatalog Catalog { get; } = PackCatalog.Load(Shipped);

    /// <summary>A pack with whatever the document and its settings file give.</summary>
    public static PolicyPack Luxian => Catalog["luxian"];

    /// <summary>The same pack without the settings that lie beside it: the document alone.</summary>
    public static PolicyPack WithoutSettings()
    {
        var folder = Copy();
        File.Delete(Path.Combine(folder, "luxian", "settings.yaml"));
        return PackCatalog.Load(folder)["luxian"];
    }

    public static string Copy()
    {
        var target = Directory.CreateTempSubdirectory("packs").FullName;
        foreach (var file in Directory.GetFiles(Shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return target;
    }

    public static string CopyWith(string file, string old, string replacement)
    {
        var folder = Copy();
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
        return folder;
    }
}
