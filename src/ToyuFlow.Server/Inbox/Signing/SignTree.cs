namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>
/// A round with everybody that was added to it: what each voice comes to, whose turn it is and who need not act any more. Worked out from the rows
/// alone, so that the same rows always say the same.
/// </summary>
public sealed class SignTree
{
    private readonly SignRule _rule;
    private readonly IReadOnlyList<SignRow> _rows;
    private readonly Dictionary<Guid, SignRow> _byId;
    private readonly ILookup<Guid?, SignRow> _children;
    private readonly Dictionary<Guid, Effect> _effects = [];

    public SignTree(SignRule rule, IReadOnlyList<SignRow> rows)
    {
        (_rule, _rows) = (rule, rows);
        _byId = rows.ToDictionary(r => r.Id);
        _children = rows.Where(r => !r.HasVoice).OrderBy(r => r.Order).ToLookup(r => r.ParentId);
        Voices = [.. rows.Where(r => r.HasVoice).OrderBy(r => r.Order)];
        Ballots = [.. Voices.Where(r => Of(r) != Effect.Gone).Select(BallotOf)];
        Tally = Tally.Of(rule, Ballots);
    }

    /// <summary>What a row comes to, with those that its holder asked.</summary>
    private enum Effect
    {
        Pending,
        Yes,
        No,
        Abstain,

        /// <summary>减签, or not needed any more.</summary>
        Gone,
    }

    public IReadOnlyList<SignRow> Voices { get; }

    public IReadOnlyList<Ballot> Ballots { get; }

    public Tally Tally { get; }

    /// <summary>May act now.</summary>
    public bool IsTurnOf(SignRow row) => IsNeeded(row) && (row.HasVoice ? IsTurnOfVoice(row) : IsTurnOfAdded(row)) && Batch(row.Id, SignKind.Before) is Effect.Yes or Effect.Gone;

    /// <summary>Still to act, and what it will say can still matter.</summary>
    public bool IsNeeded(SignRow row) => row.IsPending && Tally.Outcome == SignOutcome.Open && Of(row) == Effect.Pending && AncestorsWait(row);

    /// <summary>Who was added by the row or by those whom it added.</summary>
    public IEnumerable<SignRow> DescendantsOf(Guid id) => _rows.Where(r => r.ParentId == id && r.Id != id).SelectMany(r => DescendantsOf(r.Id).Prepend(r));

    /// <summary>0 for whom the step names.</summary>
    public int DepthOf(SignRow row) => row.ParentId is { } parent ? DepthOf(_byId[parent]) + 1 : 0;

    private bool IsTurnOfVoice(SignRow row) => _rule.Mode != SignMode.Sequence || Voices.TakeWhile(v => v.Id != row.Id).All(v => Of(v) is Effect.Yes or Effect.Gone);

    private bool IsTurnOfAdded(SignRow row)
    {
        var parent = _byId[row.ParentId!.Value];
        var parentReady = row.Kind == SignKind.Before ? parent.IsPending && MayBegin(parent) : parent is { Status: WorkTaskStatus.Done, Vote: not Vote.No };
        return parentReady && (row.Method != SignMode.Sequence || Siblings(row).TakeWhile(s => s.Id != row.Id).All(s => Of(s) is Effect.Yes or Effect.Abstain or Effect.Gone));
    }

    /// <summary>It would be their turn if nobody had been added before them.</summary>
    private bool MayBegin(SignRow row) => row.HasVoice ? IsTurnOfVoice(row) : IsTurnOfAdded(row);

    private bool AncestorsWait(SignRow row)
    {
        if (row.HasVoice)
        {
            return true;
        }

        var parent = _byId[row.ParentId!.Value];
        return Of(parent) == Effect.Pending && Batch(parent.Id, row.Kind) == Effect.Pending && (parent.IsPending ? IsNeeded(parent) : AncestorsWait(parent));
    }

    private IEnumerable<SignRow> Siblings(SignRow row) => _children[row.ParentId].Where(r => r.Kind == row.Kind);

    private Effect Of(SignRow row)
    {
        if (!_effects.TryGetValue(row.Id, out var effect))
        {
            _effects[row.Id] = effect = WorkOut(row);
        }

        return effect;
    }

    private Effect WorkOut(SignRow row)
    {
        if (row.ParentId is { } parent && row.HasVoice is false && _byId[parent].Status == WorkTaskStatus.Cancelled && row.Status != WorkTaskStatus.Done)
        {
            return Effect.Gone;
        }

        // A no of somebody who was asked first is the no of whoever asked, who then need not act.
        if (Batch(row.Id, SignKind.Before) == Effect.No)
        {
            return Effect.No;
        }

        if (row.Status != WorkTaskStatus.Done)
        {
            return row.Status == WorkTaskStatus.Cancelled ? Effect.Gone : Effect.Pending;
        }

        var own = row.Vote switch { Vote.No => Effect.No, Vote.Abstain => Effect.Abstain, _ => Effect.Yes };
        return own == Effect.No ? own : Batch(row.Id, SignKind.After) switch { Effect.No => Effect.No, Effect.Pending => Effect.Pending, _ => own };
    }

    /// <summary>What those come to that were added together; <see cref="Effect.Gone"/> when there are none.</summary>
    private Effect Batch(Guid parent, SignKind kind)
    {
        var members = _children[parent].Where(r => r.Kind == kind && Of(r) != Effect.Gone).ToList();
        if (members.Count == 0)
        {
            return Effect.Gone;
        }

        if (members.Exists(m => Of(m) == Effect.No))
        {
            return Effect.No;
        }

        return members[0].Method == SignMode.Any && members.Exists(m => Of(m) == Effect.Yes) ? Effect.Yes
            : members.Exists(m => Of(m) == Effect.Pending) ? Effect.Pending
            : Effect.Yes;
    }

    private Ballot BallotOf(SignRow row)
    {
        Vote? cast = Of(row) switch { Effect.Yes => Vote.Yes, Effect.No => Vote.No, Effect.Abstain => Vote.Abstain, _ => null };
        return new Ballot(cast, row.Weight, row.Group) { IsAutomatic = row.IsAutomatic };
    }
}
