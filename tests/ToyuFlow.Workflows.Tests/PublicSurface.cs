using System.Globalization;
using System.Reflection;
using System.Text;

namespace ToyuFlow.Workflows.Tests;

/// <summary>Writes the public members of an assembly as text, one a line, in a fixed order.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What the compiler gives to every record.</summary>
    private static readonly HashSet<string> Generated = ["Equals", "GetHashCode", "ToString", "Deconstruct", "<Clone>$", "op_Equality", "op_Inequality", "get_EqualityContract", "PrintMembers"];

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static" : type.IsAbstract ? "abstract" : "sealed";

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(f => f.Name != "value__"))
        {
            yield return field.IsLiteral ? string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {field.GetRawConstantValue()}") : $"{field.Name}: {Name(field.FieldType)}";
        }

        foreach (var constructor in type.GetConstructors(Declared))
        {
            yield return $"new({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            var accessors = (property.GetMethod?.IsPublic == true ? " get" : "") + (property.SetMethod?.IsPublic == true ? " set" : "");
            yield return $"{property.Name}: {Name(property.PropertyType)} {{{accessors} }}";
        }

        foreach (var method in type.GetMethods(Declared).Where(m => !m.IsSpecialName && !Generated.Contains(m.Name)))
        {
            yield return $"{method.Name}({Parameters(method)}): {Name(method.ReturnType)}";
        }
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? "?" : "")}"));

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
