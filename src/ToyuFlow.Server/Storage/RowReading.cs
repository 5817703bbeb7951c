using System.Data.Common;

namespace ToyuFlow.Server.Storage;

/// <summary>Reads columns by position, with the conversions that both databases need.</summary>
public static class RowReading
{
    public static string? TextOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.GetString(i);

    public static Guid? GuidOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.GetGuid(i);

    public static DateTimeOffset Instant(this DbDataReader row, int i) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(i));

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, int i) => row.IsDBNull(i) ? null : row.Instant(i);

    public static T Named<T>(this DbDataReader row, int i) where T : struct, Enum => Enum.Parse<T>(row.GetString(i));
}
