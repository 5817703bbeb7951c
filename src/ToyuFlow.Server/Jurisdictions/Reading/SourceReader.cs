using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads the quote and line of a rule and checks that the document says it there, word for word.</summary>
internal sealed class SourceReader(IReadOnlyList<string> policyText)
{
    public RuleSource Read(YamlMap map, string idKey = "id") => ReadOrNull(map, idKey) ?? Absent(map, idKey);

    /// <summary>Null where neither a quote nor a law is given.</summary>
    public RuleSource? ReadOrNull(YamlMap map, string idKey = "id")
    {
        var id = map.TextOrNull(idKey) ?? map.TextOrNull("code") ?? "";
        var quote = map.TextOrNull("quote");
        var line = map.NumberOrNull<int>("line");
        var law = map.TextOrNull("law");
        if (quote is null && law is null)
        {
            return null;
        }
        if (quote is null)
        {
            return new RuleSource(id, RuleOrigin.National, Law: law);
        }
        Check(map, quote, line);
        return new RuleSource(id, RuleOrigin.Document, quote, line, law);
    }

    public void Check(YamlMap map, string quote, int? line)
    {
        if (line is not { } number)
        {
            map.Fault("quote", "有引文但没有写明行号（line）。");
        }
        else if (number < 1 || number > policyText.Count)
        {
            map.Fault("line", $"第 {number} 行不存在，policy.txt 共 {policyText.Count} 行。");
        }
        else if (!policyText[number - 1].Contains(quote, StringComparison.Ordinal))
        {
            var elsewhere = policyText.Select((text, index) => (text, index)).Where(item => item.text.Contains(quote, StringComparison.Ordinal)).Select(item => item.index + 1).Take(3).ToList();
            map.Fault("quote", $"policy.txt 第 {number} 行没有这句话：“{quote}”。" + (elsewhere.Count > 0 ? $"它在第 {string.Join("、", elsewhere)} 行。" : "全文都没有。"));
        }
    }

    private static RuleSource Absent(YamlMap map, string idKey)
    {
        map.Fault(idKey, "没有写明出处（quote 和 line，或 law）。");
        return new RuleSource("", RuleOrigin.Document);
    }
}
