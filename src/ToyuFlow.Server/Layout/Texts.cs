using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace ToyuFlow.Server.Layout;

/// <summary>
/// What a page says: the key is the Chinese sentence itself, English comes from the embedded <c>Texts.en.json</c> of the
/// feature folders, and a sentence that nobody has translated yet is shown in Chinese.
/// </summary>
public sealed class Texts
{
    private static readonly FrozenDictionary<string, string> English = Load();

    public string this[string chinese] =>
        IsEnglish && English.TryGetValue(chinese, out var english) ? english : chinese;

    public string this[string chinese, params object?[] arguments] =>
        string.Format(CultureInfo.CurrentCulture, this[chinese], arguments);

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static bool HasEnglish(string chinese) => English.ContainsKey(chinese);

    private static FrozenDictionary<string, string> Load()
    {
        var assembly = typeof(Texts).Assembly;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith("Texts.en.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (chinese, english) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                texts.TryAdd(chinese, english);
            }
        }
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
