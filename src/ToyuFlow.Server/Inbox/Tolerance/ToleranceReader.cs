using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>What the signed-in person sees of a promise, and what they may do with it.</summary>
public sealed class ToleranceReader(DatabaseReader database, CurrentUser user, CaseAccess access, PackCatalog packs, WorkingCalendar calendar, TimeProvider time)
{
    public PromiseView? OfCase(Guid caseId) => database.Read(sql => PromiseRow.OfCase(sql, user.TenantId, caseId) is { } promise ? View(sql, promise) : null);

    /// <summary>Null when it is not there or its case not theirs to see.</summary>
    public PromiseView? Read(Guid id) => database.Read(sql =>
        PromiseRow.Find(sql, user.TenantId, id) is { } promise && access.MaySee(sql, promise.CaseId) ? View(sql, promise) : null);

    public IReadOnlyList<TolerablePaper> PapersOf(Guid caseId) => database.Read(sql => TolerablePaper.Of(sql, packs[user.TenantId], user.TenantId, caseId));

    public PromiseRow? BrokenBy(Guid institutionId) => database.Read(sql => PromiseRow.BrokenBy(sql, user.TenantId, institutionId));

    /// <summary>The paper as the pack describes it, and the files of it that count.</summary>
    public GapPaper PaperOf(PromiseRow promise, GapRow gap) => database.Read(sql => new GapPaper(
        gap,
        packs[user.TenantId].Matters.SelectMany(m => m.Materials).FirstOrDefault(m => m.Code == gap.Code),
        sql.List(
            "select id, file_name, size from case_material where tenant_id = @tenant and case_id = @case and code = @code and is_superseded = @no order by uploaded_at, id",
            row => new GapFile(row.GetGuid(0), row.GetString(1), row.GetInt64(2)), ("tenant", user.TenantId), ("case", promise.CaseId), ("code", gap.Code), ("no", false))));

    private PromiseView View(Sql sql, PromiseRow promise)
    {
        var now = time.GetUtcNow();
        return new PromiseView(promise, promise.IsOpen ? DueWords.Of(calendar, now, promise.DueAt) : DueWords.None)
        {
            IsOperator = access.IsOperator,
            MayHandIn = access.IsOperator && promise.MayHandIn(now),
            MayCheck = user.Kind == ActorKind.Officer && GapCheckers.RightOf(sql, user.TenantId, user.PersonId, promise, now) is not null,
        };
    }
}

public sealed record PromiseView(PromiseRow Promise, DueWords Due)
{
    public bool IsOperator { get; init; }

    public bool MayHandIn { get; init; }

    /// <summary>Of those who check, though there may be nothing to check now.</summary>
    public bool MayCheck { get; init; }
}

/// <param name="Material">Null when the pack does not list it any more.</param>
public sealed record GapPaper(GapRow Gap, Material? Material, IReadOnlyList<GapFile> Files);

public sealed record GapFile(Guid Id, string Name, long Bytes)
{
    public string Href => $"/cases/material/{Id}";
}
