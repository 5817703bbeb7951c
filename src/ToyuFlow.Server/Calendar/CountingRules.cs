namespace ToyuFlow.Server.Calendar;

/// <summary>How a jurisdiction counts. The defaults are the usual reading of the law.</summary>
/// <param name="CountStartDay">Whether the day on which a clock starts is day 1. 民法典 第二百零一条: the first day is not counted.</param>
/// <param name="RollOverDaysOff">民法典 第二百零三条: a period in calendar days whose last day is a day off ends with the next working day.</param>
/// <param name="YellowWithin">A deadline turns yellow when this many working days are left.</param>
public sealed record CountingRules(bool CountStartDay = false, bool RollOverDaysOff = true, int YellowWithin = 2);
