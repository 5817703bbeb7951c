using System.Globalization;
using System.Numerics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ToyuFlow.Server.Storage;

/// <summary>One mapping of a data file. A required key that is absent or unreadable is a fault and yields an empty value.</summary>
public sealed class YamlMap(YamlFile file, YamlMappingNode node, string path)
{
    private readonly HashSet<string> _read = [];

    public YamlFile File => file;

    public int Line => (int)node.Start.Line;

    public IEnumerable<string> Keys => node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    /// <summary>Whether the key stands in the file, even with the value null.</summary>
    public bool Has(string key) => Find(key) is not null;

    public int LineOf(string key) => Find(key) is { } child ? (int)child.Start.Line : Line;

    public string Text(string key) => TextOrNull(key) ?? Missing(key, "");

    public string? TextOrNull(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => IsNull(scalar) ? null : scalar.Value,
        var other => Wrong<string>(other, key, "应是一个值，不是列表或对象"),
    };

    public int Number(string key) => NumberOrNull<int>(key) ?? (Has(key) && TextOrNull(key) is not null ? 0 : Missing(key, 0));

    public T? NumberOrNull<T>(string key) where T : struct, INumber<T>
    {
        var text = TextOrNull(key);
        return text is null ? null
            : T.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number
            : Wrong<T?>(Find(key)!, key, $"「{text}」不是数字");
    }

    public bool Flag(string key, bool otherwise) => TextOrNull(key) switch
    {
        null => otherwise,
        "true" => true,
        "false" => false,
        var text => Wrong<bool>(Find(key)!, key, $"「{text}」应为 true 或 false"),
    };

    public DateOnly Date(string key) =>
        DateOnly.TryParseExact(Text(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : Wrong<DateOnly>(Find(key) ?? node, key, "应为 2025-02-07 这样的日期");

    /// <summary>Reads a value through a parser of its type; the parser's FormatException becomes the fault.</summary>
    public T? Parsed<T>(string key, Func<string, T> parse) where T : class
    {
        try
        {
            return TextOrNull(key) is { } text ? parse(text) : null;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return Wrong<T>(Find(key)!, key, error.Message);
        }
    }

    /// <summary>One of the named values; the file writes them in lower case with hyphens (next-year).</summary>
    public T Choice<T>(string key) where T : struct, Enum => ChoiceOrNull<T>(key) ?? (TextOrNull(key) is null ? Missing(key, default(T)) : default);

    public T? ChoiceOrNull<T>(string key) where T : struct, Enum
    {
        var text = TextOrNull(key);
        if (text is null)
        {
            return null;
        }
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        return Wrong<T?>(Find(key)!, key, $"「{text}」不认识，可用：{string.Join("、", Enum.GetNames<T>()).ToLowerInvariant()}");
    }

    /// <summary>A list of values; a single value counts as a list of one, an absent key as an empty list.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlScalarNode scalar => IsNull(scalar) ? [] : [scalar.Value!],
        YamlSequenceNode list => [.. list.Children.Select(item => item is YamlScalarNode scalar && !IsNull(scalar)
            ? scalar.Value!
            : Wrong<string>(item, key, "列表里应是文字") ?? "")],
        var other => Wrong<string[]>(other, key, "应是列表") ?? [],
    };

    public IReadOnlyList<YamlMap> Maps(string key) => Find(key) switch
    {
        null => [],
        YamlScalarNode scalar when IsNull(scalar) => [],
        YamlSequenceNode list => [.. list.Children.Select((item, index) => Child(item, $"{key}[{index + 1}]")).OfType<YamlMap>()],
        var other => Wrong<YamlMap[]>(other, key, "应是列表") ?? [],
    };

    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar when IsNull(scalar) => null,
        var child => Child(child, key),
    };

    /// <summary>Every key of this mapping whose value is a mapping again.</summary>
    public IEnumerable<(string Key, YamlMap Value)> Entries() =>
        Keys.Select(key => (Key: key, Value: Map(key))).Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!));

    /// <summary>A key that nobody asked for is a spelling mistake, and would otherwise be a rule that silently does not apply.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Where(key => !_read.Contains(key.Value ?? "")))
        {
            file.Fault((int)key.Start.Line, $"{Where(key.Value ?? "")} 不认识这个键。");
        }
    }

    public void Fault(string key, string reason) => file.Fault(LineOf(key), $"{Where(key)} {reason}");

    private YamlNode? Find(string key)
    {
        _read.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
    }

    private YamlMap? Child(YamlNode child, string key) => child is YamlMappingNode mapping
        ? new YamlMap(file, mapping, Where(key))
        : Wrong<YamlMap>(child, key, "应是对象（键: 值）");

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~";

    private string Where(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private T Missing<T>(string key, T empty)
    {
        file.Fault(Line, $"{Where(key)} 没有填写。");
        return empty;
    }

    private T? Wrong<T>(YamlNode at, string key, string reason)
    {
        file.Fault((int)at.Start.Line, $"{Where(key)} {reason.TrimEnd('。')}。");
        return default;
    }
}
