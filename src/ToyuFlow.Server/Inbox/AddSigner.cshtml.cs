using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>前加签、后加签、并加签: whom, how and why.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class AddSignerModel(TaskPageReader reader, DatabaseReader database, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    public static readonly IReadOnlyList<SignMode> Methods = [SignMode.All, SignMode.Any, SignMode.Sequence];

    [FromRoute(Name = "kind")]
    public SignKind Kind { get; set; }

    public TaskPage Shown { get; private set; } = null!;

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public IReadOnlyCollection<Guid> Chosen { get; private set; } = [];

    public SignMode Method { get; private set; } = SignMode.All;

    public long Weight { get; private set; } = 1;

    protected override long CurrentRevision => Shown.Task.Row.Revision;

    protected override string Next => $"/inbox/task/{Id}";

    public static string Path(Guid task, SignKind kind) => $"/inbox/addsigner/{task}/{kind.ToString().ToLowerInvariant()}";

    public static string Consequence(SignKind kind) => kind switch
    {
        SignKind.Before => "对方先办，您的任务暂时离开待办；都同意后回到您这里由您决定，有人不同意则等于您不同意。时限不延长。",
        SignKind.After => "您先办；您同意之后轮到对方，都同意后这一步才完成，有人不同意则等于您不同意。时限不延长。",
        _ => "对方与您一起签办，按这一步的签办方式计算结果。时限不延长。",
    };

    protected override void Take(IFormCollection form)
    {
        Chosen = Ids(form, "person");
        Method = Enum.TryParse<SignMode>(form["how"], out var method) && Methods.Contains(method) ? method : SignMode.All;
        Weight = Number(form, "weight", otherwise: form["weight"].Count == 0 ? 1 : 0);
    }

    protected override async Task<string> DoAsync()
    {
        var order = new SignersToAdd(Id, Revision, Kind, Chosen, Reason) { Method = Method, Weight = Weight };
        var count = await steps.RunAsync<AddSigners, int>(user.Actor, $"addsigner-{Operation}", (add, token) => add.RunAsync(order, token), HttpContext.RequestAborted);
        return texts["已加签 {0} 人。", count];
    }

    protected override bool Load()
    {
        if (!Enum.IsDefined(Kind) || Kind == SignKind.Main || reader.Read(Id) is not { Task.Row.PostId: not null } shown)
        {
            return false;
        }

        Shown = shown;
        Colleagues = database.Read(sql => AddSigners.Candidates(sql, user.TenantId, shown.Task.Row, shown.Task.Spec));
        Colleagues = [.. Colleagues.Where(c => c.Id != user.PersonId)];
        return true;
    }
}
