using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>A round as the page of one of its tasks shows it.</summary>
public sealed record RoundView(SignRule Rule, Tally Tally, IReadOnlyList<RoundLine> Lines)
{
    public int Signed => Lines.Count(l => l.Row.Sign is { HasVoice: true, Status: WorkTaskStatus.Done });

    public int Voices => Lines.Count(l => l.Row.Sign is { HasVoice: true } sign && (sign.Status == WorkTaskStatus.Done || sign.IsPending));

    /// <summary>Null when the task is not of a round.</summary>
    public static RoundView? Of(Sql sql, string tenantId, Guid personId, TaskRow task)
    {
        if (!task.InRound)
        {
            return null;
        }

        var rows = RoundRow.Of(sql, tenantId, task.BookmarkId);
        var rule = TaskSpec.FromJson(rows.First(r => r.Sign.Kind == SignKind.Main).Spec).Sign;
        var tree = new SignTree(rule, [.. rows.Select(r => r.Sign)]);
        return new RoundView(rule, tree.Tally, [.. Ordered(rows, null, tree, personId)]);
    }

    /// <summary>Whoever was added stands under whoever added them.</summary>
    private static IEnumerable<RoundLine> Ordered(List<RoundRow> rows, Guid? parent, SignTree tree, Guid personId) =>
        rows.Where(r => r.Sign.ParentId == parent).OrderBy(r => r.Sign.Order).SelectMany(r => Ordered(rows, r.Id, tree, personId)
            .Prepend(new RoundLine(r, tree.DepthOf(r.Sign)) { MayRemove = r.AddedBy == personId && r.Sign.IsPending }));
}

public sealed record RoundLine(RoundRow Row, int Depth)
{
    public bool MayRemove { get; init; }
}
