using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Jobs;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>The real server on a real database of its own, filled with the demo county, under a clock that the test sets. Background loops stand still: a test runs them when it wants.</summary>
public sealed class ToyuFlowApp : WebApplicationFactory<Program>
{
    /// <summary>A Friday before 清明: 2025-03-07 10:00 in Beijing.</summary>
    public static readonly DateTimeOffset Start = new(2025, 3, 7, 2, 0, 0, TimeSpan.Zero);

    public const string Tenant = "luxian";

    private readonly string _directory;
    private readonly string? _postgres;

    static ToyuFlowApp() => TestEnvironment.WatchNothing();

    public ToyuFlowApp() : this(DemoData.Copy())
    {
    }

    internal ToyuFlowApp(string directory, string? postgres = null) => (_directory, _postgres) = (directory, postgres);

    /// <summary>The same server on PostgreSQL.</summary>
    internal static ToyuFlowApp OnPostgres(Action<IServiceCollection>? configure = null) => new(Directory.CreateTempSubdirectory("toyuflow-").FullName, DemoData.CopyOnPostgres()) { Configure = configure };

    /// <summary>Further settings, given before the server is first used.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public TestClock Clock { get; } = new(Start);

    /// <summary>What a test adds to the services or takes away.</summary>
    internal Action<IServiceCollection>? Configure { get; init; }

    public Steps Steps => Services.GetRequiredService<Steps>();

    public TimerSweep Timers => Services.GetRequiredService<TimerSweep>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Database:DataDirectory", _directory);
        if (_postgres is not null)
        {
            builder.UseSetting("Database:Provider", "PostgreSql");
            builder.UseSetting("Database:ConnectionString", _postgres);
        }

        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));

            // A password is slow to check on purpose; with some thousand sign-ins that would be most of what the tests do.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            foreach (var loop in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(Program).Assembly).ToList())
            {
                services.Remove(loop);
            }

            Configure?.Invoke(services);
        });
    }

    /// <summary>A browser without redirects followed, signed in through the real page.</summary>
    public async Task<HttpClient> SignInAsync(string userName, string password = Demo.Password)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        await client.PostFormAsync("/accounts/signin", new Dictionary<string, string> { ["userName"] = userName, ["password"] = password });
        return client;
    }

    public T Read<T>(Func<Sql, T> read) => Services.GetRequiredService<DatabaseReader>().Read(read);

    public Actor ActorOf(string userName) => Read(sql => sql.Single(
        "select id, display_name, kind, tenant_id from person where user_name = @name",
        row => new Actor(row.GetGuid(0), row.GetString(1), row.Named<ActorKind>(2), row.GetString(3)),
        ("name", userName))) ?? throw new InvalidOperationException($"No person {userName}");

    public Guid InstitutionOf(string userName) => Read(sql => sql.List(
        "select o.institution_id from institution_operator o join person p on p.id = o.person_id where p.user_name = @name", row => row.GetGuid(0), ("name", userName)))[0];

    /// <summary>Runs one use case as a person, in a step of its own.</summary>
    public Task<TResult> AsAsync<TUseCase, TResult>(string userName, Func<TUseCase, CancellationToken, Task<TResult>> act) where TUseCase : notnull =>
        Steps.RunAsync(ActorOf(userName), null, act, CancellationToken.None);

    public Task AsAsync<TUseCase>(string userName, Func<TUseCase, CancellationToken, Task> act) where TUseCase : notnull =>
        Steps.RunAsync(ActorOf(userName), null, act, CancellationToken.None);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
    }
}
