using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases.Filters;

/// <summary>Reads the filters that the signed-in person has kept.</summary>
public sealed class SavedFilters(DatabaseReader reader, CurrentUser user)
{
    /// <summary>Of one list, or of all, by name.</summary>
    public IReadOnlyList<SavedFilterItem> Of(FilterPlace? place) => reader.Read(sql => sql.List(
        $"select id, place, name, query, is_default from saved_filter where tenant_id = @tenant and person_id = @person{(place is null ? "" : " and place = @place")} order by place, name, id",
        row => new SavedFilterItem(row.GetGuid(0), row.Named<FilterPlace>(1), row.GetString(2), row.GetString(3), row.GetBoolean(4)),
        ("tenant", user.TenantId), ("person", user.PersonId), ("place", place ?? default)));

    /// <summary>What the list opens with; null when nothing was chosen.</summary>
    public IQueryCollection? DefaultOf(FilterPlace place) => Of(place).FirstOrDefault(f => f.IsDefault)?.Parsed;
}

public sealed record SavedFilterItem(Guid Id, FilterPlace Place, string Name, string Query, bool IsDefault)
{
    public IQueryCollection Parsed => new QueryCollection(QueryHelpers.ParseQuery(Query));
}
