using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.RegExp;
using Jint.Runtime;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>The functions that <see cref="ScriptRewriter"/> calls from inside a script.</summary>
internal sealed class ScriptGuards(Engine engine)
{
    /// <summary>A script that has done less than this was held up by the machine rather than by itself.</summary>
    private const int Busy = 200;

    private long _allocated;
    private long _began;
    private nint _stack;
    private int _rounds;

    public void Begin()
    {
        _stack = StackAddress();
        _allocated = GC.GetAllocatedBytesForCurrentThread();
        _began = Stopwatch.GetTimestamp();
        _rounds = 0;
    }

    /// <summary>At the head of a function or of a round: is there stack left, and memory, and time?</summary>
    public void Check()
    {
        // The stack grows downwards. An exception thrown at the bottom of a deep one takes long to come up again.
        if (_stack - StackAddress() > ScriptLimits.StackBytes || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptLimitException("脚本递归过深。");
        }

        if (GC.GetAllocatedBytesForCurrentThread() - _allocated > ScriptLimits.AllocatedBytes)
        {
            throw new ScriptLimitException($"脚本占用内存超过 {ScriptLimits.AllocatedBytes / 1_000_000} MB。");
        }

        if (++_rounds > Busy && Stopwatch.GetElapsedTime(_began) > ScriptLimits.Time)
        {
            throw new ScriptLimitException($"脚本运行超过 {ScriptLimits.Time.TotalMilliseconds} 毫秒。");
        }
    }

    public JsValue Add(JsValue[] arguments) => Sum(arguments[0], arguments[1]);

    public JsValue AddTo(JsValue[] arguments)
    {
        var target = TypeConverter.ToObject(engine, arguments[0]);
        var key = TypeConverter.ToString(arguments[1]);
        var sum = Sum(target.Get(key), arguments[2]);
        target.Put(key, sum, false);
        return sum;
    }

    public JsValue Pattern(JsValue[] arguments)
    {
        var raw = arguments[0].AsString();
        var end = raw.LastIndexOf('/');
        return Construct([new JsValue(raw[1..end]), new JsValue(raw[(end + 1)..])]);
    }

    public JsValue Construct(JsValue[] arguments)
    {
        var made = engine.RegExp.Construct(arguments);
        if (made is RegExpInstance { Value: { } regex } instance)
        {
            instance.Value = new Regex(regex.ToString(), regex.Options, ScriptLimits.PatternTime);
        }

        return made;
    }

    private static unsafe nint StackAddress()
    {
        byte here = 0;
        return (nint)(&here);
    }

    private JsValue Sum(JsValue left, JsValue right)
    {
        Check();
        left = TypeConverter.ToPrimitive(left);
        right = TypeConverter.ToPrimitive(right);
        if (!left.IsString() && !right.IsString())
        {
            return TypeConverter.ToNumber(left) + TypeConverter.ToNumber(right);
        }

        var (first, second) = (TypeConverter.ToString(left), TypeConverter.ToString(right));
        CheckText(first.Length + (long)second.Length);
        return first + second;
    }

    public static void CheckText(long length)
    {
        if (length > ScriptLimits.StringLength)
        {
            throw new ScriptLimitException($"脚本中的文本过长：最多 {ScriptLimits.StringLength} 个字符。");
        }
    }

    public static void CheckLength(ObjectInstance target)
    {
        if (TypeConverter.ToUint32(target.Get("length")) > ScriptLimits.ArrayLength)
        {
            throw new ScriptLimitException($"脚本中的列表过长：最多 {ScriptLimits.ArrayLength} 项。");
        }
    }
}
