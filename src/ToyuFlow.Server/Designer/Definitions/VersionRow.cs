using System.Data.Common;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>A version as lists show it, without its text.</summary>
public sealed record VersionRow(
    Guid Id, string DefinitionId, int Version, string Name, string Description, bool IsPublished, bool IsLatest, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset UpdatedAt, string UpdatedBy, long Revision, DateTimeOffset? PublishedAt)
{
    public const string Columns = "id, definition_id, version, name, description, is_published, is_latest, created_at, created_by, updated_at, updated_by, revision, published_at";

    public bool IsDraft => !IsPublished && PublishedAt is null && IsLatest;

    public static VersionRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetBoolean(5), row.GetBoolean(6), row.Instant(7), row.GetString(8),
        row.Instant(9), row.GetString(10), row.GetInt64(11), row.InstantOrNull(12));
}
