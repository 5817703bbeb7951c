using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ToyuFlow.Server.Storage;

/// <summary>An instant is stored as milliseconds since 1970 UTC in both databases: it sorts, compares and indexes the same in each.</summary>
public sealed class UtcMillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    at => at.ToUnixTimeMilliseconds(),
    stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

public sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Fen, fen => new Money(fen));
