using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Institutions;

namespace ToyuFlow.Server.Filing;

/// <summary>The receipts of one institution on its page.</summary>
public static class FilingPanel
{
    public static async Task<object?> ReadAsync(IServiceProvider services, Institution institution, CancellationToken cancellationToken)
    {
        var records = await services.GetRequiredService<FilingDocuments>().Visible.Where(f => f.InstitutionId == institution.Id).OrderByDescending(f => f.IssuedAt).ToListAsync(cancellationToken);
        return records.Count == 0 ? null : records;
    }
}
