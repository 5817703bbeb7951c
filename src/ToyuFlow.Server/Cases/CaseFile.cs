using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Layout.Parts;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Cases;

/// <summary>A whole case, read in one go for a page.</summary>
public sealed record CaseFile(CaseFacts Facts, string MatterName, CaseContent Content, Timeline Progress)
{
    public IReadOnlyList<CaseTask> Tasks { get; init; } = [];

    public IReadOnlyList<ClockView> Clocks { get; init; } = [];

    public IReadOnlyList<CaseNotice> Notices { get; init; } = [];

    public IReadOnlyList<CaseLine> Children { get; init; } = [];

    public CaseLine? Parent { get; init; }

    public FlowPicture? Flow { get; init; }

    /// <summary>Why the flow went this way where it decided by itself.</summary>
    public IReadOnlyList<DecisionNote> Decisions { get; init; } = [];

    /// <summary>View components of the matter's feature.</summary>
    public IReadOnlyList<CasePart> Parts { get; init; } = [];
}

/// <summary>Puts a case together for a page; null when it is not there or not the viewer's to see.</summary>
public sealed class CaseFiles(
    DatabaseReader database, CaseReader reader, ClockReader clocks, CaseProgress progress, InstanceFlow flows, PackCatalog packs, CurrentUser user,
    IEnumerable<CasePart> parts, Texts texts)
{
    /// <param name="taskId">The task that is being decided: whoever checks the papers sees the identity numbers in full.</param>
    public CaseFile? Read(Guid caseId, Guid? taskId = null) => database.Read(sql => reader.Find(sql, caseId) is { } facts ? Read(sql, facts, taskId) : null);

    private CaseFile Read(Sql sql, CaseFacts facts, Guid? taskId)
    {
        var forApplicant = user.Kind == ActorKind.Operator;
        var pack = packs[user.TenantId];
        var matter = pack.Matters.FirstOrDefault(m => m.Code == facts.MatterCode);
        var tasks = reader.Tasks(sql, facts.Id);
        return new CaseFile(
            facts,
            matter?.Name ?? facts.Title,
            CaseContent.Of(matter, facts, reader.Papers(sql, facts.Id), coversIds: taskId is null && !forApplicant, texts),
            progress.Of(facts, reader.History(sql, facts.Id), tasks, forApplicant, forApplicant && facts.IsOpen ? reader.Owed(sql, facts.Id) : null))
        {
            Parts = [.. parts.Where(p => p.IsFor(facts)).OrderBy(p => p.Order)],
            Tasks = tasks,
            Clocks = clocks.Read(sql, user.TenantId, facts.Id, pack),
            Notices = reader.Notices(sql, facts.Id),
            Children = reader.Children(sql, facts.Id),
            Parent = facts.ParentCaseId is { } parent ? reader.Line(sql, parent) : null,
            Decisions = forApplicant || facts.InstanceId is not { } decided ? [] : flows.Decisions(sql, user.TenantId, decided),
            Flow = forApplicant || facts.InstanceId is not { } instance ? null : flows.Draw(sql, user.TenantId, instance, texts["“{0}”办到哪一步了", facts.Title], Notes(tasks)),
        };
    }

    private ILookup<string, string> Notes(IReadOnlyList<CaseTask> tasks) => tasks.ToLookup(t => t.ActivityId, t => t switch
    {
        { DecidedAt: { } at, ActionLabel: not null } => $"{t.DecidedByName} {Calendar.BeijingTime.Of(at):yyyy-MM-dd HH:mm} {t.ActionLabel}",
        { IsOpen: true, ForApplicant: true } => texts["等待申请人"],
        { IsOpen: true } => texts["等待{0}", $"{t.Unit} {t.Assignee ?? t.Post}"],
        { IsWaiting: true } => texts["等待前面的人"],
        _ => texts["未经办理，流程已经继续"],
    });
}
