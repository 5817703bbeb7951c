using System.Globalization;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads deadlines, parameters, targets and findings.</summary>
internal sealed class RuleReader(SourceReader sources)
{
    public IReadOnlyList<DeadlineRule> Deadlines(YamlMap root) =>
        [.. root.Maps("deadlines").Select(map =>
        {
            var source = sources.Read(map, "code");
            var promised = map.Parsed("promised", Limit.Parse);
            var rule = new DeadlineRule(map.Text("code"), map.Text("name"), map.Parsed("statutory", Limit.Parse), promised,
                map.Text("starts"), map.Texts("processes"), source, promised is null ? null : source);
            map.RefuseUnknownKeys();
            return rule;
        })];

    public static IReadOnlyList<Parameter> Catalogue(YamlMap root) =>
        [.. root.Maps("parameters").Select(map =>
        {
            var parameter = new Parameter(map.Text("code"), map.Text("name"), map.Choice<ParameterKind>("kind"),
                [.. map.Maps("options").Select(option => new FieldOption(option.Text("value"), option.Text("label")))],
                map.Texts("processes"), map.Flag("required", true), null, null);
            map.RefuseUnknownKeys();
            return parameter;
        })];

    /// <summary>What the document says of the parameters of the catalogue; a null with a quote says that it mentions one without a value.</summary>
    public IReadOnlyList<Parameter> Parameters(YamlMap root, IReadOnlyList<Parameter> catalogue)
    {
        var parameters = catalogue.ToList();
        foreach (var map in root.Maps("parameters"))
        {
            var code = map.Text("code");
            var index = parameters.FindIndex(parameter => parameter.Code == code);
            if (index < 0)
            {
                map.Fault("code", $"参数「{code}」不在国家目录（common/national.yaml）中。");
                continue;
            }
            var value = map.TextOrNull("value");
            if (value is not null && parameters[index].Problem(value) is { } problem)
            {
                map.Fault("value", problem);
            }
            parameters[index] = parameters[index] with { Value = value, Source = sources.Read(map, "code") };
            map.RefuseUnknownKeys();
        }
        return parameters;
    }

    public IReadOnlyList<Target> Targets(YamlMap root) =>
        [.. root.Maps("targets").Select(map =>
        {
            var target = new Target(map.Text("id"), map.Text("metric"), map.Date("due"), map.Choice<TargetOperator>("operator"),
                map.NumberOrNull<decimal>("value"), map.TextOrNull("unit"), map.TextOrNull("role"), sources.Read(map));
            map.RefuseUnknownKeys();
            return target;
        })];

    public static IReadOnlyList<Finding> Findings(YamlMap root) =>
        [.. root.Maps("findings").Select(map =>
        {
            var finding = new Finding(map.Text("code"), map.Choice<FindingKind>("kind"), map.Choice<FindingSeverity>("severity"),
                [.. map.Texts("lines").Select(line => int.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number : 0)],
                map.Text("what"), map.Texts("choices"), map.TextOrNull("decided"), null, map.Texts("processes"));
            if (finding.Severity == FindingSeverity.Decision && finding.Choices.Count < 2)
            {
                map.Fault("choices", "需要决定的问题至少要有两个选项。");
            }
            map.RefuseUnknownKeys();
            return finding;
        })];
}
