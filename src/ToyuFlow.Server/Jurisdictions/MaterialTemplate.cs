namespace ToyuFlow.Server.Jurisdictions;

/// <summary>An empty form to download and a filled-in example for a material, as files of the pack's folder templates/.</summary>
/// <param name="Template">The name of a file; one that begins with / is an address of the service, for what it makes itself.</param>
/// <param name="Example">The name of a file that a browser shows.</param>
public sealed record MaterialTemplate(string Matter, string Material, string? Template, string? Example)
{
    public IEnumerable<string> Files => new[] { Template, Example }.OfType<string>().Where(IsFile);

    internal static bool IsFile(string name) => !name.StartsWith('/');
}
