using System.Text;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

internal enum ScriptTokenKind
{
    Word,
    Number,
    Text,
    Template,
    Pattern,
    Sign
}

/// <summary>A piece of a script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is written.</param>
/// <param name="StartsLine">Whether a line break stands before it; it may end a statement.</param>
internal sealed record ScriptToken(ScriptTokenKind Kind, string Text, bool StartsLine)
{
    public bool Is(string sign) => Kind is ScriptTokenKind.Sign or ScriptTokenKind.Word && Text == sign;
}

/// <summary>Cuts a script into pieces, for the few rewritings that need no syntax tree.</summary>
internal static class ScriptTokens
{
    private static readonly string[] Signs = ["...", "===", "!==", ">>>", "**=", "??=", "<<=", ">>=", "=>", "?.", "??", "**", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>"];
    private static readonly HashSet<string> BeforePattern = ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"];

    /// <exception cref="ExpressionException">A text, a template or a comment is not closed.</exception>
    public static List<ScriptToken> Read(string source)
    {
        var tokens = new List<ScriptToken>();
        var startsLine = false;
        for (var i = 0; i < source.Length;)
        {
            var c = source[i];
            if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                startsLine |= c is '\n' or '\r';
                i++;
            }
            else if (c == '/' && i + 1 < source.Length && source[i + 1] == '/')
            {
                i = source.IndexOf('\n', i) is >= 0 and var end ? end : source.Length;
            }
            else if (c == '/' && i + 1 < source.Length && source[i + 1] == '*')
            {
                var end = source.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? throw Open("注释") : end + 2;
            }
            else
            {
                var (kind, length) = Next(source, i, tokens);
                tokens.Add(new ScriptToken(kind, source.Substring(i, length), startsLine));
                startsLine = false;
                i += length;
            }
        }

        return tokens;
    }

    /// <summary>The texts of a template and the expressions between them, one more text than expressions.</summary>
    public static (List<string> Texts, List<string> Expressions) Parts(string template)
    {
        var (texts, expressions, text) = (new List<string>(), new List<string>(), new StringBuilder());
        for (var i = 1; i < template.Length - 1; i++)
        {
            if (template[i] == '\\')
            {
                text.Append(template, i, 2);
                i++;
            }
            else if (template[i] == '$' && template[i + 1] == '{')
            {
                var end = Close(template, i + 2);
                texts.Add(text.ToString());
                expressions.Add(template[(i + 2)..end]);
                text.Clear();
                i = end;
            }
            else
            {
                text.Append(template[i] switch { '\n' => "\\n", '\r' => "", '"' => "\\\"", var c => c.ToString() });
            }
        }

        texts.Add(text.ToString());
        return (texts, expressions);
    }

    private static (ScriptTokenKind Kind, int Length) Next(string source, int at, List<ScriptToken> before)
    {
        var c = source[at];
        if (char.IsLetter(c) || c is '_' or '$')
        {
            return (ScriptTokenKind.Word, Count(source, at, static x => char.IsLetterOrDigit(x) || x is '_' or '$'));
        }

        if (char.IsDigit(c) || (c == '.' && at + 1 < source.Length && char.IsDigit(source[at + 1])))
        {
            return (ScriptTokenKind.Number, Count(source, at, static x => char.IsLetterOrDigit(x) || x == '.'));
        }

        switch (c)
        {
            case '"' or '\'':
                return (ScriptTokenKind.Text, End(source, at, c) - at + 1);
            case '`':
                return (ScriptTokenKind.Template, TemplateEnd(source, at) - at + 1);
            case '/' when before.Count == 0 || (before[^1].Kind == ScriptTokenKind.Sign && before[^1].Text is not (")" or "]" or "}")) || BeforePattern.Contains(before[^1].Text):
                var end = PatternEnd(source, at);
                return (ScriptTokenKind.Pattern, end - at + 1 + Count(source, end + 1, char.IsLetter));
        }

        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(source, at, sign, 0, sign.Length) == 0 && !(sign == "?." && at + 2 < source.Length && char.IsDigit(source[at + 2])))
            {
                return (ScriptTokenKind.Sign, sign.Length);
            }
        }

        return (ScriptTokenKind.Sign, 1);
    }

    private static int Count(string source, int at, Func<char, bool> belongs)
    {
        var end = at;
        while (end < source.Length && belongs(source[end]))
        {
            end++;
        }

        return end - at;
    }

    private static int End(string source, int at, char quote)
    {
        for (var i = at + 1; i < source.Length && source[i] != '\n'; i++)
        {
            if (source[i] == '\\')
            {
                i++;
            }
            else if (source[i] == quote)
            {
                return i;
            }
        }

        throw Open("文本");
    }

    private static int PatternEnd(string source, int at)
    {
        var inClass = false;
        for (var i = at + 1; i < source.Length && source[i] != '\n'; i++)
        {
            switch (source[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '/' when !inClass:
                    return i;
            }
        }

        throw Open("正则表达式");
    }

    private static int TemplateEnd(string source, int at)
    {
        for (var i = at + 1; i < source.Length; i++)
        {
            switch (source[i])
            {
                case '\\':
                    i++;
                    break;
                case '`':
                    return i;
                case '$' when i + 1 < source.Length && source[i + 1] == '{':
                    i = Close(source, i + 2);
                    break;
            }
        }

        throw Open("模板文本");
    }

    /// <summary>The brace that closes what was opened before a place; texts and templates in between are skipped.</summary>
    private static int Close(string source, int at)
    {
        var depth = 0;
        for (var i = at; i < source.Length; i++)
        {
            switch (source[i])
            {
                case '"' or '\'':
                    i = End(source, i, source[i]);
                    break;
                case '`':
                    i = TemplateEnd(source, i);
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth-- == 0:
                    return i;
            }
        }

        throw Open("模板文本");
    }

    private static ExpressionException Open(string what) => new($"{what}没有结束。");
}
