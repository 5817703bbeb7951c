using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Who of a roster counts for a month, and for which class; everyone else with the reason.</summary>
internal sealed class HeadCount
{
    /// <summary>三周岁: a child counts while younger than 36 months.</summary>
    private const int AgeLimit = 36;

    private readonly PolicyPack _pack;
    private readonly SubsidyScheme _scheme;
    private readonly SubsidyMonth _month;
    private readonly Dictionary<string, int> _byClass = [];
    private readonly Dictionary<(SubsidyIssueKind Kind, string Message), List<int>> _issues = [];

    private HeadCount(PolicyPack pack, SubsidyScheme scheme, SubsidyMonth month) => (_pack, _scheme, _month) = (pack, scheme, month);

    public IReadOnlyDictionary<string, int> ByClass => _byClass;

    public IReadOnlyList<SubsidyIssue> Issues => [.. _issues.Select(issue => new SubsidyIssue(issue.Key.Kind, issue.Key.Message, issue.Value))];

    public static HeadCount Of(PolicyPack pack, SubsidyScheme scheme, SubsidyMonth month, IReadOnlyList<RosterEntry> roster, IReadOnlySet<string> claimedElsewhere)
    {
        var count = new HeadCount(pack, scheme, month);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in roster.OrderBy(child => child.Row))
        {
            if (!child.IsEnrolledIn(month))
            {
                count.Exclude($"{month.ToChinese()}不在托", child);
            }
            else if (!seen.Add(child.DocumentNumber))
            {
                count.Exclude("与前面的婴幼儿证件号码相同，只计一次", child);
            }
            else if (claimedElsewhere.Contains(child.DocumentNumber))
            {
                count.Note(SubsidyIssueKind.Decision, "同一月份另有机构申报了同一婴幼儿，核实前不计入", child);
            }
            else
            {
                count.Place(child);
            }
        }
        return count;
    }

    private void Place(RosterEntry child)
    {
        switch (IsYoungEnough(child))
        {
            case null:
                Note(SubsidyIssueKind.Decision, "当月满三周岁，以哪一天计算月龄没有规定，核实前不计入", child);
                return;
            case false:
                Exclude("已满三周岁", child);
                return;
            default:
                break;
        }
        if (PaidClass(child) is not { } code)
        {
            return;
        }
        var rate = _scheme.Rates.First(rate => rate.Classes.Contains(code));
        if (rate.UnderMonths is { } limit && child.AgeInMonths(ReferenceDay) >= limit)
        {
            Exclude($"月龄已满 {limit} 个月，不在补助范围", child);
            return;
        }
        var item = _pack.Classes.FirstOrDefault(item => item.Code == child.Class);
        if (item is not null && (child.AgeInMonths(_month.Last) < item.FromMonths || child.AgeInMonths(_month.First) >= item.ToMonths))
        {
            Note(SubsidyIssueKind.Warning, $"月龄与{item.Name}（{item.FromMonths}—{item.ToMonths} 个月）不符，请核实班型", child);
        }
        _byClass[code] = _byClass.GetValueOrDefault(code) + 1;
    }

    /// <summary>The class whose rate the child gets; null when it gets none, with the reason noted.</summary>
    private string? PaidClass(RosterEntry child)
    {
        if (_scheme.Rates.Any(rate => rate.Classes.Contains(child.Class)))
        {
            return child.Class;
        }
        var name = _pack.Classes.FirstOrDefault(item => item.Code == child.Class)?.Name ?? child.Class;
        if (child.Class != "mixed")
        {
            Exclude($"{name}不在补助范围", child);
            return null;
        }
        switch (Setting("operating.mixed-class"))
        {
            case "by-age":
                var age = child.AgeInMonths(ReferenceDay);
                var own = _pack.Classes.FirstOrDefault(item => item.Code != "mixed" && age >= item.FromMonths && age < item.ToMonths)?.Code;
                if (own is not null && _scheme.Rates.Any(rate => rate.Classes.Contains(own)))
                {
                    return own;
                }
                Exclude($"{name}中本人月龄对应的班型不在补助范围", child);
                return null;
            case "none":
                Exclude($"{name}不补助", child);
                return null;
            default:
                Note(SubsidyIssueKind.Decision, $"{name}是否补助、按什么标准补助，政策文件没有规定，决定前不计入", child);
                return null;
        }
    }

    /// <summary>Null when it depends on a day that nobody has chosen.</summary>
    private bool? IsYoungEnough(RosterEntry child)
    {
        var (atStart, atEnd) = (child.AgeInMonths(_month.First) < AgeLimit, child.AgeInMonths(_month.Last) < AgeLimit);
        return Setting("operating.age-reference") switch
        {
            "month-start" => atStart,
            "month-end" => atEnd,
            _ => atStart == atEnd ? atStart : null,
        };
    }

    private DateOnly ReferenceDay => Setting("operating.age-reference") == "month-end" ? _month.Last : _month.First;

    private string? Setting(string code) => _pack.Parameters.FirstOrDefault(parameter => parameter.Code == code)?.Value;

    private void Exclude(string reason, RosterEntry child) => Note(SubsidyIssueKind.Excluded, reason, child);

    private void Note(SubsidyIssueKind kind, string message, RosterEntry child)
    {
        if (!_issues.TryGetValue((kind, message), out var rows))
        {
            _issues[(kind, message)] = rows = [];
        }
        rows.Add(child.Row);
    }
}
