using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
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

    Decided,

    /// <summary>The flow went on without it.</summary>
    Cancelled,
}

/// <summary>A task with its case, as its page shows them.</summary>
public sealed record TaskPage(TaskDetails Task, CaseFile File, TaskStanding Standing, IReadOnlyList<CorrectionChoice> Choices)
{
    /// <summary>What the person often writes at this step.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];
}

public sealed class TaskPageReader(DatabaseReader database, CaseFiles files, CurrentUser user)
{
    private const int MostOwnPhrases = 4;
    private const int LongestPhrase = 60;

    private static readonly string[] CommonPhrases = ["情况属实，同意。", "材料齐全，符合法定形式。", "经核查，符合规定条件。", "请按告知内容逐项补正。"];

    /// <summary>Null when it is not there or not theirs to see: nobody learns which.</summary>
    public TaskPage? Read(Guid taskId)
    {
        var task = database.Read(sql => TaskDetails.Find(sql, user.TenantId, user.PersonId, taskId));
        if (task is null || files.Read(task.Row.CaseId, taskId) is not { } file)
        {
            return null;
        }

        return database.Read(sql => new TaskPage(task, file, Standing(sql, task), CorrectionChoices.Of(file.Content)) { Phrases = [.. OwnPhrases(sql, task), .. CommonPhrases] });
    }

    private TaskStanding Standing(Sql sql, TaskDetails task) => task.Row.Status switch
    {
        WorkTaskStatus.Done => TaskStanding.Decided,
        WorkTaskStatus.Cancelled => TaskStanding.Cancelled,
        _ when !TaskAccess.MayAct(sql, user.TenantId, user.PersonId, task.Row) => TaskStanding.TakenByColleague,
        _ when TaskSeparation.Forbids(sql, user.TenantId, user.PersonId, task.Row, task.Spec) => TaskStanding.MustBeAnother,
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
