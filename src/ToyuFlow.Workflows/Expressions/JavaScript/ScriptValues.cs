using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>Carries values between JSON and scripts.</summary>
internal static class ScriptValues
{
    public static JsValue ToScript(Engine engine, JsonNode? node)
    {
        switch (node)
        {
            case null:
                return JsValue.Null;
            case JsonObject json:
                var instance = engine.Object.Construct([]);
                foreach (var (name, value) in json)
                {
                    instance.FastAddProperty(name, ToScript(engine, value), true, true, true);
                }

                return instance;
            case JsonArray list:
                var array = engine.Array.Construct([]);
                for (var i = 0; i < list.Count; i++)
                {
                    array.Put(i.ToString(CultureInfo.InvariantCulture), ToScript(engine, list[i]), false);
                }

                return array;
            default:
                return node.GetValueKind() switch
                {
                    JsonValueKind.String => new JsValue(node.GetValue<string>()),
                    JsonValueKind.Number => new JsValue(ValueConversion.ToDouble(node)),
                    JsonValueKind.True => JsValue.True,
                    JsonValueKind.False => JsValue.False,
                    _ => JsValue.Null
                };
        }
    }

    public static JsonNode? ToJson(JsValue value)
    {
        var budget = ScriptLimits.Nodes;
        return ToJson(value, 0, ref budget);
    }

    private static JsonNode? ToJson(JsValue value, int depth, ref int budget)
    {
        if (--budget < 0 || depth > ScriptLimits.Depth)
        {
            throw new ScriptLimitException("脚本的结果过大，或者包含对自身的引用。");
        }

        if (value.IsNumber())
        {
            return Number(value.AsNumber());
        }

        if (value.IsString())
        {
            ScriptGuards.CheckText(value.AsString().Length);
            return JsonValue.Create(value.AsString());
        }

        if (value.IsBoolean())
        {
            return JsonValue.Create(value.AsBoolean());
        }

        return value.IsObject() ? FromObject(value.AsObject(), depth, ref budget) : null;
    }

    private static JsonNode? FromObject(ObjectInstance instance, int depth, ref int budget)
    {
        switch (instance.Class)
        {
            case "Array":
                ScriptGuards.CheckLength(instance);
                var length = (int)instance.Get("length").AsNumber();
                var array = new JsonArray();
                for (var i = 0; i < length; i++)
                {
                    array.Add(ToJson(instance.Get(i.ToString(CultureInfo.InvariantCulture)), depth + 1, ref budget));
                }

                return array;
            case "Date":
                return new JsValue(instance).ToObject() is DateTime moment ? JsonValue.Create(moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)) : null;
            case "Number" or "String" or "Boolean":
                return ToJson(Jint.Runtime.TypeConverter.ToPrimitive(instance), depth + 1, ref budget);
            case "Function":
                return null;
        }

        var json = new JsonObject();
        foreach (var (name, descriptor) in instance.GetOwnProperties())
        {
            if (descriptor.Enumerable == true)
            {
                json[name] = ToJson(instance.Get(name), depth + 1, ref budget);
            }
        }

        return json;
    }

    private static JsonValue? Number(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            return null;
        }

        return number == Math.Floor(number) && Math.Abs(number) < 9_007_199_254_740_992 ? JsonValue.Create((long)number) : JsonValue.Create(number);
    }
}
