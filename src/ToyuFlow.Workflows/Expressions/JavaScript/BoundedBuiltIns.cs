using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>Puts limits in front of the built-in functions that could run or grow without end inside a single call.</summary>
internal static class BoundedBuiltIns
{
    public static void Install(Engine engine, ScriptGuards guards)
    {
        Arrays(engine, guards);
        Texts(engine, guards);
        var json = engine.Json;
        Wrap(engine, json, "stringify", (inner, self, arguments) =>
        {
            var budget = ScriptLimits.Nodes;
            Measure(arguments.Length > 0 ? arguments[0] : JsValue.Undefined, 0, ref budget);
            return Bounded(inner.Call(self, arguments));
        });
        Wrap(engine, json, "parse", (inner, self, arguments) =>
        {
            var text = arguments.Length > 0 ? TypeConverter.ToString(arguments[0]) : "";
            CheckNesting(text);
            return inner.Call(self, [new JsValue(text), .. arguments.Skip(1)]);
        });
        Wrap(engine, engine.Function.PrototypeObject, "apply", (inner, self, arguments) =>
        {
            guards.Check();
            if (arguments.Length > 1 && arguments[1].IsObject())
            {
                ScriptGuards.CheckLength(arguments[1].AsObject());
            }

            return inner.Call(self, arguments);
        });
    }

    private static void Arrays(Engine engine, ScriptGuards guards)
    {
        var prototype = engine.Array.PrototypeObject;
        foreach (var name in prototype.GetOwnProperties().Where(p => p.Value.Value is { } v && v.Is<FunctionInstance>()).Select(p => p.Key).ToList())
        {
            if (name is "constructor" or "join" or "toString" or "toLocaleString")
            {
                continue;
            }

            Wrap(engine, prototype, name, (inner, self, arguments) =>
            {
                guards.Check();
                ScriptGuards.CheckLength(TypeConverter.ToObject(engine, self));
                foreach (var argument in arguments)
                {
                    if (argument.IsArray())
                    {
                        ScriptGuards.CheckLength(argument.AsObject());
                    }
                }

                return inner.Call(self, arguments);
            });
        }

        Func<JsValue, JsValue[], JsValue> join = (self, arguments) =>
            Join(TypeConverter.ToObject(engine, self), arguments.Length > 0 && !arguments[0].IsUndefined() ? TypeConverter.ToString(arguments[0]) : ",", guards);
        ScriptSandbox.Replace(prototype, "join", new ClrFunctionInstance(engine, join, 1));
        ScriptSandbox.Replace(prototype, "toString", new ClrFunctionInstance(engine, (self, _) => join(self, []), 0));
        ScriptSandbox.Replace(prototype, "toLocaleString", new ClrFunctionInstance(engine, (self, _) => join(self, []), 0));
    }

    private static void Texts(Engine engine, ScriptGuards guards)
    {
        var prototype = engine.String.PrototypeObject;
        foreach (var name in prototype.GetOwnProperties().Where(p => p.Value.Value is { } v && v.Is<FunctionInstance>()).Select(p => p.Key).ToList())
        {
            if (name == "constructor")
            {
                continue;
            }

            Wrap(engine, prototype, name, (inner, self, arguments) =>
            {
                guards.Check();
                var length = self.IsString() ? self.AsString().Length : 0L;
                if (name == "replace" && arguments.Length > 1 && arguments[1].IsString())
                {
                    // Every character may be replaced, and "$&" repeats the match inside the replacement.
                    ScriptGuards.CheckText((length + 1) * Math.Max(1, arguments[1].AsString().Length) / 8);
                }
                else if (name == "concat")
                {
                    ScriptGuards.CheckText(length + arguments.Sum(a => a.IsString() ? a.AsString().Length : 0L));
                }

                if (name is "match" or "search" && arguments.Length > 0 && !arguments[0].IsRegExp())
                {
                    arguments = [guards.Construct([arguments[0]])];
                }

                return Bounded(inner.Call(self, arguments));
            });
        }
    }

    private static JsValue Bounded(JsValue value)
    {
        if (value.IsString())
        {
            ScriptGuards.CheckText(value.AsString().Length);
        }

        return value;
    }

    private static JsValue Join(ObjectInstance array, string separator, ScriptGuards guards)
    {
        guards.Check();
        ScriptGuards.CheckLength(array);
        var length = TypeConverter.ToUint32(array.Get("length"));
        var text = new StringBuilder();
        for (var i = 0u; i < length; i++)
        {
            if (i > 0)
            {
                text.Append(separator);
            }

            var item = array.Get(i.ToString(CultureInfo.InvariantCulture));
            if (!item.IsUndefined() && !item.IsNull())
            {
                text.Append(TypeConverter.ToString(item));
            }

            ScriptGuards.CheckText(text.Length);
        }

        return new JsValue(text.ToString());
    }

    /// <summary>Counts what a conversion to text would visit: an object used twice counts twice.</summary>
    private static void Measure(JsValue value, int depth, ref int budget)
    {
        if (--budget < 0 || depth > ScriptLimits.Depth)
        {
            throw new ScriptLimitException("脚本中的对象过大，或者包含对自身的引用。");
        }

        if (!value.IsObject())
        {
            return;
        }

        foreach (var (_, descriptor) in value.AsObject().GetOwnProperties())
        {
            if (descriptor.IsDataDescriptor() && descriptor.Value is { } inner)
            {
                Measure(inner, depth + 1, ref budget);
            }
        }
    }

    private static void CheckNesting(string text)
    {
        var depth = 0;
        foreach (var c in text)
        {
            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            if (depth > ScriptLimits.Depth)
            {
                throw new ScriptLimitException("JSON 嵌套过深。");
            }
        }
    }

    private static void Wrap(Engine engine, ObjectInstance target, string name, Func<FunctionInstance, JsValue, JsValue[], JsValue> bounded)
    {
        if (target.Get(name).TryCast<FunctionInstance>() is { } inner)
        {
            ScriptSandbox.Replace(target, name, new ClrFunctionInstance(engine, (self, arguments) => bounded(inner, self, arguments)));
        }
    }
}
