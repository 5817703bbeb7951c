using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.RandomActs;

/// <summary>How the acts of a sequence are done: each by one person at a later minute, whole or not at all.</summary>
internal abstract class ActRunner(ToyuFlowApp app)
{
    private readonly Dictionary<string, Actor> _actors = [];

    protected ToyuFlowApp App => app;

    public Actor ActorOf(string user) => _actors.TryGetValue(user, out var known) ? known : _actors[user] = app.ActorOf(user);

    public abstract Task<Guid> BeginAsync(Guid like);

    public abstract Task RunAsync(string user, Func<IServiceProvider, CancellationToken, Task> act);

    public abstract T Read<T>(Func<Sql, T> read);
}

/// <summary>Each act is a step of its own, committed.</summary>
internal sealed class CommittedActs(ToyuFlowApp app) : ActRunner(app)
{
    public override Task<Guid> BeginAsync(Guid like) => new CaseDriver(App).RepeatAsync(like);

    public override Task RunAsync(string user, Func<IServiceProvider, CancellationToken, Task> act)
    {
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        return App.Steps.RunAsync(ActorOf(user), null, act, CancellationToken.None);
    }

    public override T Read<T>(Func<Sql, T> read) => App.Read(read);
}

/// <summary>Each act is a part of one step that is undone at the end: the same code and the same rows without the disk, so that many sequences can be tried.</summary>
internal sealed class UndoneActs(ToyuFlowApp app, IServiceProvider services) : ActRunner(app)
{
    private readonly Step _step = services.GetRequiredService<Step>();

    public override Task<Guid> BeginAsync(Guid like) => CaseDriver.RepeatAsync(services, like, CancellationToken.None);

    public override async Task RunAsync(string user, Func<IServiceProvider, CancellationToken, Task> act)
    {
        Continue(_step, ActorOf(user), _step.Now.AddMinutes(1));
        try
        {
            await _step.PartAsync(() => act(services, CancellationToken.None), CancellationToken.None);
        }
        finally
        {
            services.GetRequiredService<ToyuDb>().ChangeTracker.Clear();
        }
    }

    public override T Read<T>(Func<Sql, T> read) => read(_step.Sql);

    /// <summary>What a rehearsal does between two people.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Continue")]
    private static extern void Continue(Step step, Actor actor, DateTimeOffset now);
}
