using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Jint.Parser;
using Jint.Parser.Ast;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>Parses scripts and puts the guards into them.</summary>
internal static class ScriptCompiler
{
    /// <summary>A text with fewer marks than this cannot nest deeply enough to exhaust an ordinary stack.</summary>
    private const int HarmlessMarks = 120;

    private const int ParserStack = 64 * 1024 * 1024;

    private static readonly ConcurrentDictionary<string, Script> Cache = new(StringComparer.Ordinal);

    /// <summary>Runs once in each new engine.</summary>
    public static Script Prelude { get; } = Parse(ScriptPrelude.Source);

    /// <exception cref="ExpressionException">The text is not JavaScript that can be run here, is too long, or nests too deeply.</exception>
    public static Script Compile(string source)
    {
        if (Cache.TryGetValue(source, out var known))
        {
            return known;
        }

        if (source.Length > ScriptLimits.SourceLength)
        {
            throw new ExpressionException($"脚本过长：{source.Length} 个字符，最多 {ScriptLimits.SourceLength} 个。");
        }

        var script = CountMarks(source) < HarmlessMarks ? ParseOrModernize(source) : ParseOnLargeStack(source);
        if (Cache.Count > 4_000)
        {
            Cache.Clear();
        }

        return Cache.GetOrAdd(source, script);
    }

    private static int CountMarks(string source)
    {
        var marks = 0;
        foreach (var c in source)
        {
            marks += char.IsLetterOrDigit(c) || c is '\'' or '"' or '.' or ';' or ',' ? 0 : 1;
        }

        return marks;
    }

    /// <summary>The parser recurses; on a hostile text it would end the process with a stack overflow that nothing can catch.</summary>
    private static Script ParseOnLargeStack(string source)
    {
        Script? script = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    script = ParseOrModernize(source);
                }
#pragma warning disable CA1031 // Whatever it is, it is thrown again on the caller's thread.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            ParserStack);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return script!;
    }

    /// <summary>What is not ES5 is written in ES5 if that can be done; if not, the fault is told of the text as it was written.</summary>
    private static Script ParseOrModernize(string source)
    {
        try
        {
            return Parse(source);
        }
        catch (ExpressionException fault)
        {
            try
            {
                return Parse(ModernScript.Rewrite(source)) with { Source = source };
            }
            catch (Exception e) when (e is ExpressionException or ArgumentException or InvalidOperationException)
            {
                throw fault;
            }
        }
    }

    private static Script Parse(string source)
    {
        Program program;
        try
        {
            // Tolerant, because Elsa allows `return` outside a function; every other tolerated error is refused below.
            program = new JavaScriptParser().Parse(source, new ParserOptions { Tolerant = true });
            foreach (var error in program.Errors ?? [])
            {
                if (!error.Message.Contains("Illegal return", StringComparison.Ordinal))
                {
                    throw error;
                }
            }
        }
        catch (ParserException e)
        {
            throw new ExpressionException($"JavaScript 无法解析（{(e.LineNumber > 0 ? $"第 {e.LineNumber} 行第 {e.Column} 列：{e.Description}" : e.Message)}）。引擎支持 ES5 以及 let、const、箭头函数、模板字符串、“?.”、“??”和 for…of，不支持 class、async、展开和声明中的解构。", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or InvalidCastException or FormatException or OverflowException)
        {
            // Jint's parser fails with these on some malformed texts and patterns.
            throw new ExpressionException($"JavaScript 无法解析（{e.Message}）。引擎支持 ES5。", e);
        }

        var rewriter = new ScriptRewriter();
        rewriter.Rewrite(program);
        return new Script(source, program, rewriter.Identifiers, rewriter.VariableNames);
    }
}
