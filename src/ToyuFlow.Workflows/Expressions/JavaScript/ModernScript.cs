using System.Globalization;
using System.Text;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>
/// Writes what is most used of newer JavaScript in the words of ES5, which is what Jint 2 reads: let and const, arrow functions, template texts,
/// <c>?.</c>, <c>??</c>, <c>for … of</c> and properties named as their variable. Whoever brings a definition from Elsa brings scripts like these.
/// </summary>
internal sealed class ModernScript
{
    private static readonly HashSet<string> Keywords = ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "if", "while", "for", "switch", "var", "function"];
    private static readonly HashSet<string> Ends = [")", "]", "}", ",", ";"];
    private static readonly HashSet<string> Assignments = ["=", "+=", "-=", "*=", "/=", "%=", "=>"];

    private List<ScriptToken> _tokens;
    private int _names;

    private ModernScript(string source) => _tokens = ScriptTokens.Read(source);

    /// <exception cref="ExpressionException">The script cannot be taken apart.</exception>
    public static string Rewrite(string source)
    {
        if (source.Length > ScriptLimits.SourceLength * 4)
        {
            throw new ExpressionException("脚本过长。");
        }

        return new ModernScript(source).Rewrite();
    }

    private string Rewrite()
    {
        Templates();
        Declarations();
        Loops();
        ShortProperties();
        Arrows();
        Chains();
        Fallbacks();
        var text = new StringBuilder();
        foreach (var token in _tokens)
        {
            text.Append(token.StartsLine ? '\n' : ' ').Append(token.Text);
        }

        return text.ToString();
    }

    private void Templates()
    {
        for (var i = _tokens.FindIndex(t => t.Kind == ScriptTokenKind.Template); i >= 0; i = _tokens.FindIndex(t => t.Kind == ScriptTokenKind.Template))
        {
            var (texts, expressions) = ScriptTokens.Parts(_tokens[i].Text);
            var text = new StringBuilder($"(\"{texts[0]}\"");
            for (var part = 0; part < expressions.Count; part++)
            {
                text.Append(CultureInfo.InvariantCulture, $"+({expressions[part]})+\"{texts[part + 1]}\"");
            }

            Replace(i, i, text.Append(')').ToString());
        }
    }

    private void Declarations()
    {
        for (var i = 0; i + 1 < _tokens.Count; i++)
        {
            if (_tokens[i] is { Kind: ScriptTokenKind.Word, Text: "let" or "const" } && _tokens[i + 1].Kind == ScriptTokenKind.Word)
            {
                _tokens[i] = _tokens[i] with { Text = "var" };
            }
        }
    }

    private void Loops()
    {
        for (var i = 0; i + 4 < _tokens.Count; i++)
        {
            if (_tokens[i].Is("for") && _tokens[i + 1].Is("(") && _tokens[i + 2].Is("var") && _tokens[i + 4].Is("of"))
            {
                var (name, close, list, place) = (_tokens[i + 3].Text, Match(i + 1), Name(), Name());
                Replace(i, close, $"for (var {list} = ({Text(i + 5, close - 1)}), {place} = 0, {name}; {place} < {list}.length && (({name} = {list}[{place}]), true); {place}++)");
            }
        }
    }

    private void ShortProperties()
    {
        for (var i = 1; i < _tokens.Count; i++)
        {
            if (!_tokens[i].Is("{") || !(_tokens[i - 1].Is("return") || (_tokens[i - 1].Kind == ScriptTokenKind.Sign && _tokens[i - 1].Text is "(" or "[" or "," or "=" or ":" or "?" or "&&" or "||")))
            {
                continue;
            }

            var depth = 0;
            for (var at = i + 1; at < _tokens.Count && depth >= 0; at++)
            {
                depth += Depth(_tokens[at]);
                if (depth == 0 && _tokens[at].Kind == ScriptTokenKind.Word && (_tokens[at - 1].Is("{") || _tokens[at - 1].Is(",")) && at + 1 < _tokens.Count && (_tokens[at + 1].Is(",") || _tokens[at + 1].Is("}")))
                {
                    Replace(at, at, $"{_tokens[at].Text}: {_tokens[at].Text}");
                }
            }
        }
    }

    /// <summary>From the last to the first, so that those inside others come first.</summary>
    private void Arrows()
    {
        for (var arrow = _tokens.FindLastIndex(t => t.Is("=>")); arrow > 0; arrow = _tokens.FindLastIndex(t => t.Is("=>")))
        {
            var start = _tokens[arrow - 1].Is(")") ? Match(arrow - 1) : arrow - 1;
            if (start > 0 && _tokens[start - 1].Is("async"))
            {
                throw new ExpressionException("不支持 async。");
            }

            var (names, before) = Parameters(_tokens[arrow - 1].Is(")") ? _tokens[(start + 1)..(arrow - 1)] : [_tokens[start]]);
            var isBlock = arrow + 1 < _tokens.Count && _tokens[arrow + 1].Is("{");
            var end = isBlock ? Match(arrow + 1) : ExpressionEnd(arrow + 1);
            var body = isBlock ? Text(arrow + 2, end - 1) : $"return ({Text(arrow + 1, end)});";
            Replace(start, end, $"(function ({string.Join(", ", names)}) {{ {before} {body} }})");
        }
    }

    private (List<string> Names, string Before) Parameters(List<ScriptToken> tokens)
    {
        var (names, before) = (new List<string>(), new StringBuilder());
        foreach (var parameter in Split(tokens))
        {
            if (parameter[0].Is("{"))
            {
                var whole = Name();
                names.Add(whole);
                foreach (var part in Split(parameter[1..^1]))
                {
                    before.Append(CultureInfo.InvariantCulture, $"var {part[^1].Text} = {whole}.{part[0].Text};");
                }

                continue;
            }

            names.Add(parameter[0].Text);
            if (parameter.Count > 2 && parameter[1].Is("="))
            {
                before.Append(CultureInfo.InvariantCulture, $"if ({parameter[0].Text} === undefined) {{ {parameter[0].Text} = {Text(parameter[2..])}; }}");
            }
        }

        return (names, before.ToString());
    }

    private void Chains()
    {
        for (var at = _tokens.FindIndex(t => t.Is("?.")); at > 0; at = _tokens.FindIndex(t => t.Is("?.")))
        {
            var (start, end) = (OperandStart(at - 1), ChainEnd(at + 1));
            var left = Text(start, at - 1);
            var dot = _tokens[at + 1].Is("(") || _tokens[at + 1].Is("[") ? "" : ".";
            Replace(start, end, $"(({left}) == null ? undefined : ({left}){dot}{Text(at + 1, end)})");
        }
    }

    private void Fallbacks()
    {
        for (var at = _tokens.FindIndex(t => t.Is("??")); at > 0; at = _tokens.FindIndex(t => t.Is("??")))
        {
            var (start, end) = (FallbackStart(at - 1), FallbackEnd(at + 1));
            var left = Text(start, at - 1);
            Replace(start, end, $"(({left}) != null ? ({left}) : ({Text(at + 1, end)}))");
        }
    }

    private int OperandStart(int at)
    {
        while (true)
        {
            if (_tokens[at].Kind == ScriptTokenKind.Sign)
            {
                at = Match(at);
                if (at == 0 || !(_tokens[at - 1].Is(")") || _tokens[at - 1].Is("]") || (_tokens[at - 1].Kind == ScriptTokenKind.Word && !Keywords.Contains(_tokens[at - 1].Text))))
                {
                    return at;
                }

                at--;
            }
            else if (at >= 2 && _tokens[at - 1].Is("."))
            {
                at -= 2;
            }
            else
            {
                return at;
            }
        }
    }

    private int ChainEnd(int at)
    {
        var end = _tokens[at].Is("(") || _tokens[at].Is("[") ? Match(at) : at;
        while (end + 1 < _tokens.Count)
        {
            var next = _tokens[end + 1];
            if ((next.Is("(") || next.Is("[")) && !next.StartsLine)
            {
                end = Match(end + 1);
            }
            else if ((next.Is(".") || next.Is("?.")) && end + 2 < _tokens.Count)
            {
                end = _tokens[end + 2].Is("(") || _tokens[end + 2].Is("[") ? Match(end + 2) : end + 2;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private int FallbackStart(int at)
    {
        var start = at + 1;
        for (var depth = 0; start > 0; start--)
        {
            var token = _tokens[start - 1];
            depth -= Depth(token);
            if (depth < 0 || (depth == 0 && (IsBoundary(token) || Assignments.Contains(token.Text) || token.Is("return"))))
            {
                break;
            }
        }

        return start;
    }

    private int FallbackEnd(int at)
    {
        var end = at - 1;
        for (var depth = 0; end + 1 < _tokens.Count; end++)
        {
            var token = _tokens[end + 1];
            depth += Depth(token);
            if (depth < 0 || (depth == 0 && IsBoundary(token)) || (depth == 0 && token.StartsLine && end >= at))
            {
                break;
            }
        }

        return end;
    }

    private static bool IsBoundary(ScriptToken token) => token.Kind == ScriptTokenKind.Sign && token.Text is "," or ";" or "?" or ":" or "&&" or "||" or "??";

    private int ExpressionEnd(int at)
    {
        var (depth, choices) = (0, 0);
        for (var i = at; i < _tokens.Count; i++)
        {
            var token = _tokens[i];
            if (depth == 0 && i > at && (Ends.Contains(token.Text) || (token.Is(":") && choices-- == 0) || (token.StartsLine && token.Kind != ScriptTokenKind.Sign && (_tokens[i - 1].Kind != ScriptTokenKind.Sign || Ends.Contains(_tokens[i - 1].Text)))) && token.Kind != ScriptTokenKind.Text)
            {
                return i - 1;
            }

            choices += token.Is("?") && depth == 0 ? 1 : 0;
            depth += Depth(token);
        }

        return _tokens.Count - 1;
    }

    private static List<List<ScriptToken>> Split(List<ScriptToken> tokens)
    {
        var (parts, depth) = (new List<List<ScriptToken>> { new() }, 0);
        foreach (var token in tokens)
        {
            depth += Depth(token);
            if (depth == 0 && token.Is(","))
            {
                parts.Add([]);
            }
            else
            {
                parts[^1].Add(token);
            }
        }

        return [.. parts.Where(p => p.Count > 0)];
    }

    private static int Depth(ScriptToken token) => token.Kind != ScriptTokenKind.Sign ? 0 : token.Text switch { "(" or "[" or "{" => 1, ")" or "]" or "}" => -1, _ => 0 };

    /// <summary>The bracket that belongs to one.</summary>
    private int Match(int at)
    {
        var step = Depth(_tokens[at]);
        for (var (i, depth) = (at, 0); step != 0 && i >= 0 && i < _tokens.Count; i += step)
        {
            depth += Depth(_tokens[i]);
            if (depth == 0)
            {
                return i;
            }
        }

        throw new ExpressionException("括号不成对。");
    }

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"$t{_names++}");

    private string Text(int from, int to) => from > to ? "" : Text(_tokens[from..(to + 1)]);

    private static string Text(List<ScriptToken> tokens) => string.Join(' ', tokens.Select(t => t.StartsLine ? $"\n{t.Text}" : t.Text));

    private void Replace(int from, int to, string text)
    {
        if (text.Length > ScriptLimits.SourceLength)
        {
            throw new ExpressionException("脚本过长。");
        }

        var written = ScriptTokens.Read(text);
        if (written.Count > 0)
        {
            written[0] = written[0] with { StartsLine = _tokens[from].StartsLine };
        }

        _tokens = [.. _tokens[..from], .. written, .. _tokens[(to + 1)..]];
    }
}
