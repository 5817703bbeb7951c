namespace ToyuFlow.Server.Commands;

/// <summary>A command line of files, flags and options with values.</summary>
internal sealed record Arguments(IReadOnlyList<string> Files, IReadOnlyList<(string Name, string Value)> Options)
{
    public bool Has(string name) => Options.Any(o => o.Name == name);

    public IEnumerable<string> Values(string name) => Options.Where(o => o.Name == name).Select(o => o.Value);

    public static bool TryParse(string[] args, string[] flags, string[] options, out Arguments arguments)
    {
        var (files, found) = (new List<string>(), new List<(string, string)>());
        arguments = new Arguments(files, found);
        for (var i = 0; i < args.Length; i++)
        {
            if (flags.Contains(args[i]))
            {
                found.Add((args[i], ""));
            }
            else if (options.Contains(args[i]) && i + 1 < args.Length)
            {
                found.Add((args[i], args[++i]));
            }
            else if (args[i].StartsWith('-'))
            {
                return false;
            }
            else
            {
                files.Add(args[i]);
            }
        }

        return true;
    }
}
