using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads subsidies, budget lines and the rules on what money may be spent on.</summary>
internal sealed class MoneyReader(SourceReader sources)
{
    public IReadOnlyList<SubsidyScheme> Subsidies(YamlMap root) =>
        [.. root.Maps("subsidies").Select(map =>
        {
            var scheme = new SubsidyScheme(
                map.Text("code"), map.Text("name"), map.Choice<SubsidyKind>("kind"), map.Choice<SubsidyUnit>("unit"), map.Choice<SubsidyPeriod>("period"),
                map.TextOrNull("basis") ?? "", map.Texts("eligibility"), [.. map.Maps("rates").Select(Rate)], [.. map.Maps("payers").Select(Payer)],
                map.TextOrNull("budget"), map.TextOrNull("fund_source"), DateOrNull(map, "from"), DateOrNull(map, "to"), map.Texts("stacks_on"), sources.Read(map));
            if (scheme.Rates.Count == 0)
            {
                map.Fault("rates", "至少要有一条标准；文件没有写明金额的，amount 填 null。");
            }
            foreach (var twice in scheme.Rates.SelectMany(rate => rate.Classes).GroupBy(name => name).Where(group => group.Count() > 1))
            {
                map.Fault("rates", $"班型 {twice.Key} 有 {twice.Count()} 条标准，无法确定用哪一条。");
            }
            map.RefuseUnknownKeys();
            return scheme;
        })];

    public IReadOnlyList<BudgetRule> Budgets(YamlMap root) =>
        [.. root.Maps("budgets").Select(map => Done(map, new BudgetRule(
            map.Text("code"), map.Text("name"), map.Number("from"), map.NumberOrNull<int>("to"), AmountOrNull(map, "ceiling"),
            map.ChoiceOrNull<OverCeiling>("over_ceiling"), sources.Read(map))))];

    public IReadOnlyList<FundRule> FundRules(YamlMap root) =>
        [.. from map in root.Maps("fund_rules")
            let source = sources.Read(map)
            let verdict = map.Choice<FundVerdict>("verdict")
            let fund = map.Text("fund_source")
            let kinds = map.Texts("expense_kinds")
            let read = Done(map, kinds)
            from kind in read
            select new FundRule(fund, kind, verdict, source)];

    private SubsidyRate Rate(YamlMap map) => Done(map, new SubsidyRate(
        map.Text("id"), map.Texts("classes"), AmountOrNull(map, "amount"), map.Flag("ceiling", false), map.NumberOrNull<int>("under_months"), sources.Read(map)));

    private static PayerShare Payer(YamlMap map) => Done(map, new PayerShare(map.Text("level"), map.NumberOrNull<int>("weight")));

    private static Money? AmountOrNull(YamlMap map, string key)
    {
        if (map.TextOrNull(key) is not { } text)
        {
            return null;
        }
        if (Money.TryParse(text, out var amount) && !amount.IsNegative)
        {
            return amount;
        }
        map.Fault(key, $"「{text}」不是金额（元，最多两位小数）。");
        return null;
    }

    private static DateOnly? DateOrNull(YamlMap map, string key) => map.TextOrNull(key) is null ? null : map.Date(key);

    private static T Done<T>(YamlMap map, T value)
    {
        map.RefuseUnknownKeys();
        return value;
    }
}
