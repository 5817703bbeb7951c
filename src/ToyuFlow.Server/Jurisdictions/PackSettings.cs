using System.Globalization;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>
/// The keys that a tenant may set: a parameter's code; deadline.CODE.promised; budget.CODE.over-ceiling and .ceiling; subsidy.CODE.shares;
/// subsidy.RATE.amount (only where the document gives none, or a ceiling); inspection.CODE.frequency and .mode; finding.CODE; confirmed.
/// A value that the document does give cannot be set: it is changed by a new version of the pack.
/// </summary>
internal static class PackSettings
{
    public static PolicyPack Apply(PolicyPack pack, IEnumerable<Setting> settings)
    {
        var faults = new List<DataFault>();
        foreach (var setting in settings)
        {
            try
            {
                var changed = Apply(pack, setting);
                pack = changed with { Settings = [.. changed.Settings.Where(other => other.Key != setting.Key), setting] };
            }
            catch (FormatException error)
            {
                faults.Add(new DataFault($"{pack.Id}/settings", 0, $"{setting.Key}：{error.Message}"));
            }
        }
        return faults.Count == 0 ? pack : throw new DataFaultException(faults);
    }

    private static PolicyPack Apply(PolicyPack pack, Setting setting)
    {
        var source = new RuleSource(setting.Key, RuleOrigin.Tenant, SetBy: setting.By);
        if (pack.Parameters.Any(parameter => parameter.Code == setting.Key))
        {
            return pack with { Parameters = Replace(pack.Parameters, item => item.Code == setting.Key, item => Set(item, setting.Value, source)) };
        }
        var dot = setting.Key.LastIndexOf('.');
        var (area, rest) = setting.Key.IndexOf('.', StringComparison.Ordinal) is var first and > 0
            ? (setting.Key[..first], setting.Key[(first + 1)..])
            : (setting.Key, "");
        var code = dot > area.Length ? setting.Key[(area.Length + 1)..dot] : rest;
        var last = setting.Key[(dot + 1)..];
        return (area, last) switch
        {
            ("confirmed", _) => pack with { IsConfirmed = setting.Value == "true" },
            ("finding", _) => pack with { Findings = Replace(pack.Findings, item => item.Code == rest, item => item with { Decided = OneOf(item.Choices, setting.Value), DecidedBy = setting.By }) },
            ("deadline", "promised") => pack with { Deadlines = Replace(pack.Deadlines, item => item.Code == code, item => Promise(item, Limit.Parse(setting.Value), source)) },
            ("budget", "over-ceiling") => pack with { Budgets = Replace(pack.Budgets, item => item.Code == code, item => item with { OverCeiling = Value<OverCeiling>(setting.Value) }) },
            ("budget", "ceiling") => pack with { Budgets = Replace(pack.Budgets, item => item.Code == code && item.Ceiling is null, item => item with { Ceiling = Amount(setting.Value), Source = source }) },
            ("subsidy", "shares") => pack with { Subsidies = Replace(pack.Subsidies, item => item.Code == code, item => item with { Payers = Shares(item.Payers, setting.Value) }) },
            ("subsidy", "amount") => pack with { Subsidies = Replace(pack.Subsidies, item => item.Rates.Any(rate => rate.Id == code), item => item with { Rates = Replace(item.Rates, rate => rate.Id == code, rate => Pay(rate, Amount(setting.Value), source)) }) },
            ("inspection", "frequency") => pack with { Inspections = Replace(pack.Inspections, item => item.Code == code && item.Frequency is null, item => item with { Frequency = Value<Frequency>(setting.Value) }) },
            ("inspection", "mode") => pack with { Inspections = Replace(pack.Inspections, item => item.Code == code, item => item with { Mode = Value<InspectionMode>(setting.Value) }) },
            _ => throw new FormatException("没有这个设置项。"),
        };
    }

    private static Parameter Set(Parameter parameter, string value, RuleSource source) =>
        parameter is { Value: not null, Source.Origin: RuleOrigin.Document } ? throw new FormatException($"政策文件已规定为“{parameter.Value}”，不能用设置改写。")
        : parameter.Problem(value) is { } problem ? throw new FormatException(problem)
        : parameter with { Value = value, Source = source };

    private static DeadlineRule Promise(DeadlineRule deadline, Limit promised, RuleSource source) =>
        deadline.Statutory is { } legal && legal.Unit == promised.Unit && promised.N > legal.N
            ? throw new FormatException($"承诺期限 {promised} 长于法定期限 {legal}。")
            : deadline with { Promised = promised, PromisedSource = source };

    private static SubsidyRate Pay(SubsidyRate rate, Money amount, RuleSource source) => rate switch
    {
        { IsCeiling: true, Amount: { } ceiling } when amount > ceiling => throw new FormatException($"{amount} 元高于政策文件规定的上限 {ceiling} 元。"),
        { IsCeiling: false, Amount: not null } => throw new FormatException($"政策文件已规定为 {rate.Amount} 元，不能用设置改写。"),
        _ => rate with { Amount = amount, IsCeiling = false, Source = rate.IsCeiling ? rate.Source : source },
    };

    private static PayerShare[] Shares(IReadOnlyList<PayerShare> payers, string value)
    {
        var weights = value.Split([':', '：'], StringSplitOptions.TrimEntries)
            .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var weight) && weight >= 0 ? weight : throw new FormatException($"「{value}」不是比例，应写成 1:1。"))
            .ToArray();
        return weights.Length == payers.Count && weights.Sum() > 0
            ? [.. payers.Select((payer, index) => payer with { Weight = weights[index] })]
            : throw new FormatException($"「{value}」应有 {payers.Count} 个数。");
    }

    private static IReadOnlyList<T> Replace<T>(IReadOnlyList<T> items, Func<T, bool> matches, Func<T, T> change) =>
        items.Any(matches)
            ? [.. items.Select(item => matches(item) ? change(item) : item)]
            : throw new FormatException("没有这个设置项，或政策文件已经规定。");

    private static T Value<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"「{text}」不认识，可用：{string.Join("、", Enum.GetNames<T>()).ToLowerInvariant()}。");

    private static Money Amount(string text) => Money.TryParse(text, out var amount) && !amount.IsNegative ? amount : throw new FormatException($"「{text}」不是金额。");

    private static string OneOf(IReadOnlyList<string> choices, string value) =>
        choices.Contains(value) ? value : throw new FormatException($"「{value}」不在可选项（{string.Join("、", choices)}）中。");
}
