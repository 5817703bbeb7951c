using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>One child of a month's roster.</summary>
/// <param name="Row">The row of the file, so that a question can be traced to it.</param>
/// <param name="DocumentNumber">身份证号, or the number of the 出生医学证明 of a child that has none yet; tells two children apart.</param>
/// <param name="Class">The code of the class in the pack.</param>
/// <param name="LeftOn">The last day; null while the child stays.</param>
public sealed record RosterEntry(
    int Row,
    string Name,
    string DocumentNumber,
    DateOnly BirthDate,
    string Class,
    DateOnly AdmittedOn,
    DateOnly? LeftOn,
    int? AttendanceDays,
    Money? Fee)
{
    /// <summary>In the roster on at least one day of the month.</summary>
    public bool IsEnrolledIn(SubsidyMonth month) => AdmittedOn <= month.Last && (LeftOn is null || LeftOn >= month.First);

    /// <summary>Whole months of age on a day; a child born on the 31st is a month older on the last day of a shorter month.</summary>
    public int AgeInMonths(DateOnly day)
    {
        var months = ((day.Year - BirthDate.Year) * 12) + day.Month - BirthDate.Month;
        return BirthDate.AddMonths(months) <= day ? months : months - 1;
    }
}
