using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace ToyuFlow.Server.Storage;

/// <summary>
/// The one model of the service; mappings lie in the feature folders and are found by type, so that this folder knows none of them.
/// Rows are written inside a <see cref="Step"/> only.
/// </summary>
public abstract class ToyuDb(DbContextOptions options, CurrentTenant tenant, Step step) : DbContext(options)
{
    /// <summary>Entities that a library writes by itself, outside of a step.</summary>
    private static readonly HashSet<string> OutsideSteps = new(StringComparer.Ordinal) { "Person", "Tenant" };

    public string CurrentTenantId => tenant.Id;

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        BeforeSave();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        BeforeSave();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMillisecondsConverter>();
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ToyuDb).Assembly);
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => typeof(TenantEntity).IsAssignableFrom(t.ClrType)).ToList())
        {
            modelBuilder.Entity(type.ClrType).HasKey(nameof(TenantEntity.TenantId), nameof(TenantEntity.Id));
            modelBuilder.Entity(type.ClrType).Property(nameof(TenantEntity.TenantId)).HasMaxLength(40);
            modelBuilder.Entity(type.ClrType).Property(nameof(TenantEntity.Id)).ValueGeneratedNever();
            FilterMethod.MakeGenericMethod(type.ClrType).Invoke(this, [modelBuilder]);
        }

        SnakeCase.Apply(modelBuilder.Model);
    }

    private static readonly MethodInfo FilterMethod =
        typeof(ToyuDb).GetMethod(nameof(FilterByTenant), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private void FilterByTenant<T>(ModelBuilder modelBuilder) where T : TenantEntity =>
        modelBuilder.Entity<T>().HasQueryFilter(row => row.TenantId == CurrentTenantId);

    private void BeforeSave()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
            {
                continue;
            }

            if (!step.IsActive && !OutsideSteps.Contains(entry.Metadata.ClrType.Name))
            {
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is written outside of a step.");
            }

            if (entry is { Entity: TenantEntity row })
            {
                row.TenantId = row.TenantId.Length == 0 ? tenant.Id : row.TenantId;
                if (row.TenantId != tenant.Id)
                {
                    throw new InvalidOperationException("A row of another tenant is written.");
                }
            }
        }
    }
}
