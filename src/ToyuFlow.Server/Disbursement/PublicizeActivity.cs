using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Disbursement;

/// <summary>公示: shows the claim to the public for the working days of the pack's parameter, then goes on; or leaves by Objection when one is registered.</summary>
public sealed class PublicizeActivity(ToyuDb db, Step step, PackCatalog packs, WorkingCalendar calendar, Numbering numbering, CaseHistory history, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.Publicize";
    public const string BookmarkKind = "Publicity";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        var pack = packs[step.TenantId];
        var claim = await db.Set<Claim>().FirstAsync(c => c.CaseId == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == claim.InstitutionId, cancellationToken);
        var limit = pack.Limit(context.GetInput<string>("Limit") is { Length: > 0 } code ? code : "publicity");
        var ends = calendar.Due(step.Now, limit);
        var number = numbering.Next("publicity", "托育公示〔{year}〕{n:0000}号");
        var bookmark = context.CreateBookmark(BookmarkKind, number, null, ends.At);
        var scheme = pack.Subsidy(claim.SchemeCode);
        db.Add(new Publicity
        {
            Id = step.NewId(),
            CaseId = caseId,
            Number = number,
            InstitutionName = institution.Name,
            SchemeName = claim.SchemeName,
            Period = claim.Period,
            Amount = claim.Amount,
            Counted = string.Create(CultureInfo.InvariantCulture, $"{claim.Counted} {(scheme.Unit == SubsidyUnit.Bed ? "个托位" : "人")}"),
            Basis = scheme.Source.ToString(),
            Unit = pack.UnitsOf(pack.LeadRole)[0].Name,
            StartsAt = step.Now,
            EndsAt = ends.At,
            TimeLimit = limit.ToCode(),
            InstanceId = running.InstanceId,
            BookmarkId = Guid.Parse(bookmark.Id),
        });
        history.Say(caseId, $"补助结果开始公示（{number}），公示{limit}，到 {ends.LastDay:yyyy-MM-dd} 结束。", automatic: true);
        await db.SaveChangesAsync(cancellationToken);
    }

    public override async ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        var bookmarkId = Guid.Parse(bookmark.Id);
        var publicity = await db.Set<Publicity>().FirstAsync(p => p.BookmarkId == bookmarkId, cancellationToken);
        if (input.GetValueOrDefault("Objection")?.GetValue<string>() is { } objection)
        {
            (publicity.State, publicity.Objection, publicity.ObjectedAt, publicity.RegisteredBy) = (PublicityState.Objected, objection, step.Now, step.Actor.Name);
            context.SetOutput("Objection", objection);
            history.Say(publicity.CaseId, "公示期间收到异议，正在核查。");
            context.Complete("Objection");
        }
        else
        {
            publicity.State = PublicityState.Ended;
            history.Say(publicity.CaseId, "公示结束，没有收到异议。", automatic: true);
            context.Complete("Ended");
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
