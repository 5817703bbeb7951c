namespace ToyuFlow.Server.Inbox.Lost;

public enum LostKind
{
    /// <summary>Neither a task nor a wait nor an incident.</summary>
    NothingWaits,

    /// <summary>A step waits for a person and nobody has the task.</summary>
    StepWithoutTask,

    /// <summary>A wait with a date has no timer that would end it.</summary>
    WaitWithoutTimer,

    /// <summary>The task lies with somebody who cannot sign in any more or has left its unit.</summary>
    AssigneeGone,

    /// <summary>The post of the task has nobody.</summary>
    PostEmpty,

    /// <summary>It is the applicant's turn and the institution has no operator.</summary>
    NoOperator,

    /// <summary>The case is on hold for a withdrawal and the unit has no head who could decide it.</summary>
    NoHead,
}

/// <summary>An open case that nobody would take up by themselves.</summary>
/// <param name="SubjectId">The task or the wait that is at fault; the case itself when there is none.</param>
/// <param name="What">The fault in words.</param>
public sealed record LostCase(string TenantId, LostKind Kind, Guid SubjectId, Guid CaseId, Guid? InstanceId, string CaseNumber, string What)
{
    /// <summary>What needs no decision can be mended with one click.</summary>
    public bool MayBeMended => Kind is LostKind.AssigneeGone or LostKind.WaitWithoutTimer;

    public override string ToString() => $"{CaseNumber}：{What}";
}
