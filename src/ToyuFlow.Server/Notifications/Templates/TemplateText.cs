using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace ToyuFlow.Server.Notifications.Templates;

/// <summary>
/// Checks and fills templates. Of Handlebars only the values of the event and conditions on them are let through: no path, helper or partial, so that
/// a template reaches nothing else.
/// </summary>
public static partial class TemplateText
{
    private const int MostCompiled = 1000;

    /// <summary>Plain text; a mail escapes it when it makes its HTML part.</summary>
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });

    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Compiled = new();

    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        if (Compiled.Count > MostCompiled)
        {
            Compiled.Clear();
        }

        return Compiled.GetOrAdd(template, text => Engine.Compile(text))(values);
    }

    /// <summary>What is wrong, with the line; the first fault is enough to mend and try again.</summary>
    public static TemplateFault? Fault(string template, IReadOnlyList<NoticeValue> values)
    {
        var open = new Stack<(string Word, int Line, bool HasElse)>();
        var line = 1;
        var from = 0;
        foreach (var tag in Tag().EnumerateMatches(template))
        {
            line += template.AsSpan(from, tag.Index - from).Count('\n');
            from = tag.Index;
            var text = template.Substring(tag.Index, tag.Length);
            if (Known().Match(text) is not { Success: true } known)
            {
                return new TemplateFault(line, $"看不懂“{text}”：只能写 {{{{名称}}}}、{{{{#if 名称}}}}、{{{{#unless 名称}}}}、{{{{else}}}} 和结束标记。");
            }

            if (Step(known, open, line, values) is { } wrong)
            {
                return wrong;
            }
        }

        if (open.TryPop(out var left))
        {
            return new TemplateFault(left.Line, $"{{{{#{left.Word}}}}} 没有结束标记 {{{{/{left.Word}}}}}。");
        }

        return Compiles(template);
    }

    private static TemplateFault? Step(Match known, Stack<(string Word, int Line, bool HasElse)> open, int line, IReadOnlyList<NoticeValue> values)
    {
        var (block, end, name) = (known.Groups["block"].Value, known.Groups["end"].Value, known.Groups["name"].Value);
        if (end.Length > 0)
        {
            return open.TryPop(out var begun) && begun.Word == end ? null : new TemplateFault(line, $"{{{{/{end}}}}} 没有对应的 {{{{#{end}}}}}。");
        }

        if (block.Length == 0 && name == "else")
        {
            if (!open.TryPop(out var begun) || begun.HasElse)
            {
                return new TemplateFault(line, "{{else}} 只能在 {{#if}} 或 {{#unless}} 里面写一次。");
            }

            open.Push(begun with { HasElse = true });
            return null;
        }

        if (values.All(v => v.Name != name))
        {
            return new TemplateFault(line, $"没有“{name}”这个值（可以用：{string.Join("、", values.Select(v => v.Name))}）。");
        }

        if (block.Length > 0)
        {
            open.Push((block, line, false));
        }

        return null;
    }

    private static TemplateFault? Compiles(string template)
    {
        try
        {
            Engine.Compile(template);
            return null;
        }
        catch (HandlebarsException error)
        {
            return new TemplateFault(1, error.Message);
        }
    }

    [GeneratedRegex(@"\{\{.*?(\}\}+|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant, 200)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\{\{(?:#(?<block>if|unless) +(?<name>[a-z]+)|/(?<end>if|unless)|(?<name>[a-z]+))\}\}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Known();
}

public sealed record TemplateFault(int Line, string Reason);
