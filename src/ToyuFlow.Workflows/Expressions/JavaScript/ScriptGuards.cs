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
    private long _start;
    private int _rounds;

    public void Begin()
    {
        _start = GC.GetAllocatedBytesForCurrentThread();
        _rounds = 0;
    }

    /// <summary>At the head of a function or of a round: is there stack left, is there memory left?</summary>
    public void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptLimitException("脚本递归过深。");
        }

        if ((++_rounds & 15) == 0 && GC.GetAllocatedBytesForCurrentThread() - _start > ScriptLimits.AllocatedBytes)
        {
            throw new ScriptLimitException($"脚本占用内存超过 {ScriptLimits.AllocatedBytes / 1_000_000} MB。");
        }
    }

    public static JsValue Add(JsValue[] arguments) => Sum(arguments[0], arguments[1]);

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

    private static JsValue Sum(JsValue left, JsValue right)
    {
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
