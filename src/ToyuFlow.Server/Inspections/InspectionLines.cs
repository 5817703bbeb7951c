using ToyuFlow.Server.Calendar;

namespace ToyuFlow.Server.Inspections;

public sealed record PlanLine(Guid Id, string Programme, string Period, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public DateOnly LastDay => BeijingTime.DateOf(EndsAt.AddTicks(-1));
}

public sealed record VisitCount(long Planned, long Done, long WithFindings)
{
    public long Open => Planned - Done;

    public int Percent => Planned == 0 ? 0 : (int)(Done * 100 / Planned);
}

public sealed record RoleCoverage(string Role, VisitCount Count);

public sealed record PlanCoverage(PlanLine Plan, IReadOnlyList<RoleCoverage> Roles)
{
    public VisitCount Of(Func<string, bool> sees)
    {
        var seen = Roles.Where(r => sees(r.Role)).Select(r => r.Count).ToList();
        return new VisitCount(seen.Sum(c => c.Planned), seen.Sum(c => c.Done), seen.Sum(c => c.WithFindings));
    }
}

/// <param name="Roles">The roles that the reader may see; null for all.</param>
public sealed record VisitRequest(string TenantId, Guid PlanId, IReadOnlyList<string>? Roles)
{
    public string? Role { get; init; }

    /// <summary>open, done, findings or null.</summary>
    public string? State { get; init; }

    public string? Text { get; init; }

    public VisitKey? After { get; init; }

    public int Size { get; init; } = 50;
}

public sealed record VisitKey(string Institution, string Role, int Number);

public sealed record VisitLine(
    Guid Id, Guid CaseId, string Institution, string Role, int Number, VisitState State, DateTimeOffset? VisitedAt, string UnitName, string Inspector, int Failures, FindingSeverity? Severity)
{
    public IReadOnlyList<string> Findings { get; init; } = [];
}

public sealed record VisitPage(IReadOnlyList<VisitLine> Visits, long Total, VisitKey? Next);

public sealed record VisitResults(
    Guid VisitId, string Programme, string Period, DateTimeOffset EndsAt, string Role, VisitState State, DateTimeOffset? VisitedAt, string UnitName, string Inspector, FindingSeverity? Severity, string Opinion)
{
    public IReadOnlyList<CheckLine> Checks { get; init; } = [];
}

public sealed record CheckLine(string Text, CheckVerdict Verdict, string Remark);
