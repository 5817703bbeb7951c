using Microsoft.EntityFrameworkCore;

namespace ToyuFlow.Server.Storage;

/// <summary>One derived context per provider keeps both migration sets in one project.</summary>
public sealed class SqliteToyuDb(DbContextOptions options, CurrentTenant tenant, Step step) : ToyuDb(options, tenant, step);

/// <inheritdoc cref="SqliteToyuDb"/>
public sealed class PostgresToyuDb(DbContextOptions options, CurrentTenant tenant, Step step) : ToyuDb(options, tenant, step);
