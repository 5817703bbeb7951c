using System.Data.Common;

namespace ToyuFlow.Server.Storage;

/// <summary>
/// One database transaction that holds all consequences of one act. Scoped: the use cases of a step share it through their constructors.
/// Outside of a step it is inactive and only reading is possible.
/// </summary>
public sealed class Step
{
    private const int MostOrderedIds = 0xFFF;

    private readonly List<Action> _afterCommit = [];
    private Sql? _sql;
    private Actor? _actor;
    private int _savepoints;
    private int _ids;

    public bool IsActive => _sql is not null;

    public Sql Sql => _sql ?? throw new InvalidOperationException("This runs inside a step only.");

    public Actor Actor => _actor ?? throw new InvalidOperationException("This runs inside a step only.");

    public string TenantId => Actor.TenantId;

    /// <summary>Given by the caller; the same id changes nothing a second time.</summary>
    public string OperationId { get; private set; } = "";

    /// <summary>The instant of the whole step: everything in it happens at once.</summary>
    public DateTimeOffset Now { get; private set; }

    public DbConnection Connection => Sql.Connection;

    internal IReadOnlyList<Action> AfterCommit => _afterCommit;

    /// <summary>The change tracker of this step, once something asked for it.</summary>
    internal ToyuDb? Db { get; set; }

    /// <summary>A new id that sorts by the time of the step, and within the step in the order in which it was made.</summary>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(Now).TryWriteBytes(bytes, bigEndian: true, out _);
        var number = Math.Min(_ids++, MostOrderedIds);
        // The twelve bits after the version may be a counter (RFC 9562, 6.2).
        (bytes[6], bytes[7]) = ((byte)(0x70 | (number >> 8)), (byte)number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Runs after the commit, and not at all if there is none: wakes a sender, never does the work itself.</summary>
    public void Afterwards(Action action) => _afterCommit.Add(action);

    /// <summary>Writes what the change tracker holds, so that hand-written statements see it.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        Db is { } db && db.ChangeTracker.HasChanges() ? db.SaveChangesAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Does a part of the step; if that throws, only the part is undone and the exception goes on.</summary>
    public async Task PartAsync(Func<Task> part, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var name = $"part_{++_savepoints}";
        Sql.Execute($"savepoint {name}");
        try
        {
            await part();
            await FlushAsync(cancellationToken);
        }
        catch
        {
            Db?.ChangeTracker.Clear();
            Sql.Execute($"rollback to {name}");
            throw;
        }

        Sql.Execute($"release {name}");
    }

    /// <summary>In a rehearsal time passes and several people act, all in one step that is undone.</summary>
    internal void Continue(Actor actor, DateTimeOffset now) => (_actor, Now) = (actor, now > Now ? now : Now);

    internal void Begin(Sql sql, Actor actor, string operationId, DateTimeOffset now)
    {
        (_sql, _actor, OperationId, Now) = (sql, actor, operationId, now);
    }
}
