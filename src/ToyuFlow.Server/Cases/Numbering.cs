using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>The last number given in a series (案号、回执号、通知书号) of a year.</summary>
public sealed class NumberSeries : TenantEntity
{
    public string Series { get; set; } = "";

    public int Year { get; set; }

    public int Last { get; set; }
}

public sealed class NumberSeriesMapping : IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<NumberSeries> builder) => builder.HasIndex(n => new { n.TenantId, n.Series, n.Year }).IsUnique();
}

/// <summary>Gives numbers without gaps or repetition: taken inside the step, so a step that fails takes none.</summary>
public sealed class Numbering(Step step)
{
    /// <param name="pattern">The pack's pattern, such as <c>泸托备〔{year}〕{n:0000}号</c>.</param>
    public string Next(string series, string pattern)
    {
        var year = BeijingTime.DateOf(step.Now).Year;
        var number = step.Sql.Scalar<int>(
            """
            insert into number_series (tenant_id, id, series, year, last) values (@tenant, @id, @series, @year, 1)
            on conflict (tenant_id, series, year) do update set last = number_series.last + 1
            returning last
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("series", series), ("year", year));
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return pattern
            .Replace("{year}", year.ToString(invariant), StringComparison.Ordinal)
            .Replace("{n:0000}", number.ToString("0000", invariant), StringComparison.Ordinal)
            .Replace("{n:000000}", number.ToString("000000", invariant), StringComparison.Ordinal);
    }
}
