using System.Text.Json;

namespace ToyuFlow.Server.Designer.Palette;

/// <summary>How the types of activities are shown in the designer: group, order, what an input is chosen from. Data beside the code, see palette.json.</summary>
public sealed record PaletteFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static PaletteFile Instance { get; } = Load();

    /// <summary>Names of outcomes for people.</summary>
    public IReadOnlyDictionary<string, string> Ports { get; init; } = new Dictionary<string, string>();

    /// <summary>The engine's groups under the names that administrators know.</summary>
    public IReadOnlyDictionary<string, string> Categories { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, PaletteActivity> Activities { get; init; } = new Dictionary<string, PaletteActivity>();

    public PaletteActivity Of(string typeName) => Activities.GetValueOrDefault(typeName) ?? PaletteActivity.Plain;

    private static PaletteFile Load()
    {
        var assembly = typeof(PaletteFile).Assembly;
        using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("palette.json", StringComparison.Ordinal)))!;
        return JsonSerializer.Deserialize<PaletteFile>(stream, Json)!;
    }
}

public sealed record PaletteActivity
{
    public static PaletteActivity Plain { get; } = new();

    public string? Category { get; init; }

    public string? Name { get; init; }

    /// <summary>Known, but not offered in the toolbox.</summary>
    public bool Hidden { get; init; }

    /// <summary>Outcomes that it has beside those that are filled in.</summary>
    public IReadOnlyList<string> Fixed { get; init; } = [];

    public IReadOnlyDictionary<string, PaletteInput> Inputs { get; init; } = new Dictionary<string, PaletteInput>();

    public PaletteInput Input(string name) => Inputs.GetValueOrDefault(name) ?? PaletteInput.Plain;
}

public sealed record PaletteInput
{
    public static PaletteInput Plain { get; } = new();

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Group { get; init; }

    public double? Order { get; init; }

    public string? Hint { get; init; }

    /// <summary>The list of the county's pack that it is chosen from.</summary>
    public string? Choices { get; init; }

    /// <summary>Fixed choices with their names.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public string? Default { get; init; }

    public string? Syntax { get; init; }

    public string? Language { get; init; }

    /// <summary>The engine reads it from the file itself and does not list it.</summary>
    public bool Add { get; init; }

    /// <summary>Written without the wrapper of an expression.</summary>
    public bool Bare { get; init; }

    public string? Type { get; init; }
}
