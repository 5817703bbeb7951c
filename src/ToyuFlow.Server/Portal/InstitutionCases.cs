using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>The cases of one institution that the viewer may see, on its page.</summary>
public static class InstitutionCases
{
    private const int Most = 50;

    public static Task<object?> ReadAsync(IServiceProvider services, Institution institution, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var access = services.GetRequiredService<CaseAccess>();
        var cases = services.GetRequiredService<DatabaseReader>().Read(sql => sql.List(
            $"""
            select c.id, c.number, c.title, c.matter_code, c.status, i.name, c.created_at, c.submitted_at, c.closed_at
            from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
            where {access.Condition} and c.institution_id = @institution order by c.id desc limit @most
            """,
            row => new CaseLine(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Named<CaseStatus>(4), row.GetString(5), row.Instant(6), row.InstantOrNull(7), row.InstantOrNull(8)),
            [.. access.Values, ("institution", institution.Id), ("most", Most)]));
        return Task.FromResult<object?>(cases.Count == 0 ? null : cases);
    }
}
