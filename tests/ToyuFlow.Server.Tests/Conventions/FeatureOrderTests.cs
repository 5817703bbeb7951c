using System.Text.RegularExpressions;

namespace ToyuFlow.Server.Tests.Conventions;

public sealed partial class FeatureOrderTests
{
    /// <summary>A folder may use those before it, never those after. A new folder takes its place here.</summary>
    private static readonly string[] Order =
    [
        "Storage", "Layout", "Audit", "Accounts", "Calendar", "Jurisdictions", "Institutions", "Workflows", "Notifications", "Cases", "Inbox", "Registration",
        "Filing", "Acceptance", "Recognition", "Funds", "Subsidies", "Disbursement", "Inspections", "Rectification", "Complaints", "Sanctions", "Oversight",
        "Reports", "Portal", "Designer", "Jobs", "Commands",
    ];

    [Fact]
    public void Every_folder_has_its_place()
    {
        var folders = Directory.GetDirectories(Repository.Server).Select(Path.GetFileName).Where(f => f is not ("bin" or "obj" or "wwwroot" or "node_modules" or "Properties" or "data"));
        Assert.Empty(folders.Except(Order));
    }

    [Fact]
    public void A_folder_uses_only_those_before_it()
    {
        var wrong = from file in Repository.Sources(Repository.Server)
                    let folder = Repository.FolderOf(file)
                    where folder.Length > 0
                    from Match use in Uses().Matches(File.ReadAllText(file))
                    let used = use.Groups[1].Value
                    where Array.IndexOf(Order, used) > Array.IndexOf(Order, folder)
                    select $"{Path.GetRelativePath(Repository.Server, file)} uses {used}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Nothing_but_the_program_lies_at_the_root_of_a_project() =>
        Assert.Equal(["Program.cs"], Directory.GetFiles(Repository.Server, "*.cs").Select(Path.GetFileName));

    [GeneratedRegex(@"(?:using|@using|@model|@inject)\s+ToyuFlow\.Server\.(\w+)")]
    private static partial Regex Uses();
}
