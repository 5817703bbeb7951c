using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases.Filters;

/// <summary>Keeps, renames, chooses and forgets the person's own filters (常用筛选). The same name replaces: kept twice is kept once.</summary>
public sealed class KeepFilter(Step step)
{
    public const int LongestName = 20;

    private const int LongestQuery = 1000;
    private const int Most = 20;

    private Guid Person => step.Actor.PersonId ?? throw new ForbiddenException("只有本人可以保存筛选。");

    /// <param name="query">As the list wrote it; begins with a question mark.</param>
    public void Save(FilterPlace place, string name, string query)
    {
        var kept = Named(name);
        if (query.Length is 0 or > LongestQuery || query[0] != '?')
        {
            throw new InvalidInputException("name", "请先选好筛选条件，再保存。");
        }

        if (step.Sql.Scalar<long>("select count(*) from saved_filter where tenant_id = @tenant and person_id = @person and place = @place and name <> @name", Values(place, kept)) >= Most)
        {
            throw new InvalidInputException("name", $"最多保存 {Most} 个，请先删除不用的。");
        }

        step.Sql.Execute(
            """
            insert into saved_filter (tenant_id, id, person_id, place, name, query, is_default) values (@tenant, @id, @person, @place, @name, @query, @no)
            on conflict (tenant_id, person_id, place, name) do update set query = excluded.query
            """,
            [.. Values(place, kept), ("id", step.NewId()), ("query", query), ("no", false)]);
    }

    public void Rename(Guid id, string name)
    {
        var (place, kept) = (Own(id), Named(name));
        if (step.Sql.Scalar<long>(
            "select count(*) from saved_filter where tenant_id = @tenant and person_id = @person and place = @place and name = @name and id <> @id", [.. Values(place, kept), ("id", id)]) > 0)
        {
            throw new InvalidInputException("name", $"已经有一个叫“{kept}”的筛选，请换一个名称。");
        }

        step.Sql.Execute("update saved_filter set name = @name where tenant_id = @tenant and id = @id", ("name", kept), ("tenant", step.TenantId), ("id", id));
    }

    public void Delete(Guid id)
    {
        Own(id);
        step.Sql.Execute("delete from saved_filter where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", id));
    }

    /// <summary>The list opens with it from now on, or with nothing.</summary>
    public void MakeDefault(Guid id, bool isDefault)
    {
        var place = Own(id);
        step.Sql.Execute(
            "update saved_filter set is_default = @no where tenant_id = @tenant and person_id = @person and place = @place", [.. Values(place, ""), ("no", false)]);
        step.Sql.Execute("update saved_filter set is_default = @is where tenant_id = @tenant and id = @id", ("is", isDefault), ("tenant", step.TenantId), ("id", id));
    }

    private static string Named(string name) => name.Trim() is { Length: > 0 and <= LongestName } kept
        ? kept
        : throw new InvalidInputException("name", $"请填写名称，最多 {LongestName} 字。");

    private FilterPlace Own(Guid id) => step.Sql.Single(
        "select place from saved_filter where tenant_id = @tenant and id = @id and person_id = @person" + step.Sql.ForUpdate,
        row => Tuple.Create(row.Named<FilterPlace>(0)), ("tenant", step.TenantId), ("id", id), ("person", Person))?.Item1 ?? throw new MissingException();

    private (string, object?)[] Values(FilterPlace place, string name) => [("tenant", step.TenantId), ("person", Person), ("place", place), ("name", name)];
}
