using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

public enum TaskStanding
{
    /// <summary>The person may decide it now.</summary>
    MayDecide,

    /// <summary>A colleague of the post has claimed it.</summary>
    TakenByColleague,

    /// <summary>The person decided an earlier step that must lie in other hands.</summary>
    MustBeAnother,

    /// <summary>It was lent to the person for an opinion.</summary>
    AwaitsOpinion,

    /// <summary>A colleague gives an opinion on it; then it comes back.</summary>
    Delegated,

    Decided,

    /// <summary>Others of its round act first.</summary>
    Waiting,

    /// <summary>Nobody acts on the case for now (撤件).</summary>
    Held,

    /// <summary>The flow went on without it.</summary>
    Cancelled,
}

/// <summary>A task with its case, as its page shows them.</summary>
public sealed record TaskPage(TaskDetails Task, CaseFile File, TaskStanding Standing, IReadOnlyList<CorrectionChoice> Choices)
{
    /// <summary>What the person often writes at this step.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>代理: in whose right the person would decide.</summary>
    public string? ActsFor { get; init; }

    public IReadOnlyList<DelegationLine> Delegations { get; init; } = [];

    /// <summary>暂存: what the person has written and not yet decided.</summary>
    public KeptDraft? Draft { get; init; }

    /// <summary>Who else signs; null for a task that one person decides.</summary>
    public RoundView? Round { get; init; }

    /// <summary>撤回: nobody is at work on what followed the person's own decision.</summary>
    public bool MayTakeBack { get; init; }

    /// <summary>加签 that the step and the person's place in the round allow.</summary>
    public IReadOnlyList<SignKind> Additions { get; init; } = [];
}

public sealed class TaskPageReader(DatabaseReader database, CaseFiles files, CurrentUser user, TakeBackCheck takeBack, TimeProvider time)
{
    private const int MostOwnPhrases = 4;
    private const int LongestPhrase = 60;

    private static readonly string[] CommonPhrases = ["情况属实，同意。", "材料齐全，符合法定形式。", "经核查，符合规定条件。", "请按告知内容逐项补正。"];

    /// <summary>Null when it is not there or not theirs to see: nobody learns which.</summary>
    public TaskPage? Read(Guid taskId)
    {
        var task = database.Read(sql => TaskDetails.Find(sql, user.TenantId, user.PersonId, taskId, time.GetUtcNow()));
        if (task is null || files.Read(task.Row.CaseId, taskId) is not { } file)
        {
            return null;
        }

        return database.Read(sql =>
        {
            var right = task.Row.Status == WorkTaskStatus.Open ? TaskAccess.MayAct(sql, user.TenantId, user.PersonId, task.Row, time.GetUtcNow()) : null;
            var round = RoundView.Of(sql, user.TenantId, user.PersonId, task.Row);
            return new TaskPage(task, file, Standing(sql, task, right), CorrectionChoices.Of(file.Content))
            {
                Phrases = [.. OwnPhrases(sql, task), .. CommonPhrases],
                ActsFor = right?.PrincipalName,
                Delegations = DelegationLine.Of(sql, user.TenantId, taskId),
                Draft = right is null ? null : KeptDraft.Find(sql, user.TenantId, user.PersonId, task.Row),
                Round = round,
                Additions = Additions(task, round),
                MayTakeBack = task.Row.Status == WorkTaskStatus.Done && takeBack.Problem(sql, user.TenantId, user.PersonId, task.Row) is null,
            };
        });
    }

    private static IReadOnlyList<SignKind> Additions(TaskDetails task, RoundView? round) =>
        (round?.Lines.FirstOrDefault(l => l.Row.Id == task.Row.Id)?.Depth ?? 0) >= task.Spec.Sign.AddDepth
            ? []
            : [.. new[] { SignKind.Before, SignKind.After, SignKind.Beside }.Where(kind => task.Spec.Allows(SignWords.Act(kind)))];

    private TaskStanding Standing(Sql sql, TaskDetails task, TaskRight? right) => task.Row.Status switch
    {
        WorkTaskStatus.Done => TaskStanding.Decided,
        WorkTaskStatus.Cancelled => TaskStanding.Cancelled,
        WorkTaskStatus.Waiting => TaskStanding.Waiting,
        _ when task.Row.HeldBecause is not null => TaskStanding.Held,
        _ when task.Row.OwnerId is not null => task.Row.AssigneeId == user.PersonId ? TaskStanding.AwaitsOpinion : TaskStanding.Delegated,
        _ when right is null => TaskStanding.TakenByColleague,
        _ when TaskSeparation.Forbids(sql, user.TenantId, user.PersonId, right, task.Row, task.Spec) => TaskStanding.MustBeAnother,
        _ => TaskStanding.MayDecide,
    };

    private List<string> OwnPhrases(Sql sql, TaskDetails task) => sql.List(
        """
        select opinion from work_task
        where tenant_id = @tenant and decided_by = @person and step_code = @step and opinion <> '' and length(opinion) <= @longest
        group by opinion having count(*) > 1 order by count(*) desc, opinion limit @most
        """,
        row => row.GetString(0),
        ("tenant", user.TenantId), ("person", user.PersonId), ("step", task.Row.StepCode), ("longest", LongestPhrase), ("most", MostOwnPhrases));
}
