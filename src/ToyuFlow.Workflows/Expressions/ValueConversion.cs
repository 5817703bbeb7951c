using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ToyuFlow.Workflows.Expressions;

/// <summary>Elsa's conversions between the values of expressions and the types of inputs and variables.</summary>
internal static class ValueConversion
{
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static JsonNode? To(DataType type, JsonNode? value)
    {
        if (value is null || type == DataType.Object)
        {
            return value;
        }

        var kind = value.GetValueKind();
        return type switch
        {
            DataType.String => kind == JsonValueKind.String ? value : JsonValue.Create(ToText(value)),
            DataType.Boolean => kind is JsonValueKind.True or JsonValueKind.False ? value : JsonValue.Create(ToBoolean(value)),
            DataType.Integer => JsonValue.Create(ToInteger(value)),
            DataType.Number => kind == JsonValueKind.Number ? value : JsonValue.Create(ToNumber(value)),
            DataType.TimeSpan => JsonValue.Create(ToTimeSpan(value).ToString("c", CultureInfo.InvariantCulture)),
            DataType.DateTime => JsonValue.Create(ToDateTime(value).ToString("O", CultureInfo.InvariantCulture)),
            DataType.StringList => ToList(value),
            _ => value
        };
    }

    public static string ToText(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Number => value.ToJsonString(),
        _ => value.ToJsonString(Compact)
    };

    public static bool ToBoolean(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => bool.TryParse(value.GetValue<string>(), out var flag) && flag,
        JsonValueKind.Number => ToDouble(value) != 0,
        _ => false
    };

    public static long ToInteger(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => ToDouble(value) is var number && number is >= long.MinValue and < long.MaxValue ? (long)Math.Round(number) : 0,
        JsonValueKind.String => long.TryParse(value.GetValue<string>(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0,
        JsonValueKind.True => 1,
        _ => 0
    };

    public static double ToNumber(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number => ToDouble(value),
        JsonValueKind.String => double.TryParse(value.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0,
        JsonValueKind.True => 1,
        _ => 0
    };

    public static double ToDouble(JsonNode value) =>
        value.AsValue() is var number && number.TryGetValue<double>(out var real) ? real : Convert.ToDouble(number.GetValue<object>(), CultureInfo.InvariantCulture);

    public static TimeSpan ToTimeSpan(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String && TimeSpan.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out var span)
            ? span
            : throw new ExpressionException($"“{ToText(value)}”不是时长，应当写成“天.时:分:秒”，例如 1.00:00:00。");

    public static DateTimeOffset ToDateTime(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String && DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new ExpressionException($"“{ToText(value)}”不是日期时间，应当写成 2026-01-31T09:00:00+08:00。");

    public static JsonArray ToList(JsonNode value)
    {
        if (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().TrimStart().StartsWith('['))
        {
            value = ParseObject(value.GetValue<string>()) ?? value;
        }

        return value is JsonArray array
            ? new JsonArray([.. array.Select(item => item is null ? null : (JsonNode)JsonValue.Create(ToText(item)))])
            : new JsonArray(JsonValue.Create(ToText(value)));
    }

    public static JsonNode? ParseObject(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new ExpressionException($"不是有效的 JSON：{e.Message}", e);
        }
    }

    public static DataType TypeOf(string? alias) => alias switch
    {
        "String" => DataType.String,
        "Boolean" => DataType.Boolean,
        "Int16" or "Int32" or "Int64" or "Long" => DataType.Integer,
        "Single" or "Double" or "Decimal" => DataType.Number,
        "TimeSpan" => DataType.TimeSpan,
        "DateTime" or "DateTimeOffset" => DataType.DateTime,
        "List<String>" => DataType.StringList,
        _ => DataType.Object
    };

    /// <summary>What Elsa makes of a value that is assigned to a variable of a type; what does not convert becomes the type's zero.</summary>
    public static JsonNode? ToVariable(string typeName, JsonNode? value)
    {
        if (value is null || typeName.Length == 0 || typeName == "Object")
        {
            return value;
        }

        var kind = value.GetValueKind();
        if (IsStructured(typeName))
        {
            return kind == JsonValueKind.String && value.GetValue<string>().TrimStart() is ['{' or '[', ..] ? ParseObject(value.GetValue<string>()) : value;
        }

        return TypeOf(typeName) switch
        {
            DataType.String => To(DataType.String, value),
            DataType.Boolean or DataType.Integer or DataType.Number when value is not JsonValue => value,
            DataType.Boolean => To(DataType.Boolean, value),
            DataType.Integer when kind == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out _) => value,
            DataType.Integer => JsonValue.Create(ToInteger(value)),
            DataType.Number => To(DataType.Number, value),
            _ => value
        };
    }

    /// <summary>As Elsa writes it: a DateTime without an offset, a DateTimeOffset with one, fractions only where there are any.</summary>
    private static JsonValue Moment(string typeName, JsonNode value) =>
        JsonValue.Create(ToDateTime(value).ToString(typeName == "DateTime" ? "yyyy-MM-ddTHH:mm:ss.FFFFFFF" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));

    private static bool IsStructured(string typeName) =>
        typeName is "JSON" or "JsonObject" or "JsonArray" or "JsonNode" or "ObjectDictionary" or "StringDictionary" or "ObjectMap" or "StringMap" || typeName.StartsWith("List<", StringComparison.Ordinal);

    /// <summary>The value that a variable starts with: the file holds it as a text.</summary>
    public static JsonNode? InitialValue(JsonNode? value, string typeName, bool isArray)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
            var structured = isArray || IsStructured(typeName);
            if (structured && text is not null)
            {
                return ParseObject(text);
            }

            if (text is { Length: 0 } && typeName is not ("String" or "Object"))
            {
                return null;
            }

            return TypeOf(typeName) == DataType.DateTime ? Moment(typeName, value) : To(TypeOf(typeName), value.DeepClone());
        }
        catch (ExpressionException)
        {
            return value.DeepClone();
        }
    }
}
