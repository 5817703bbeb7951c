namespace ToyuFlow.Server.Cases;

/// <summary>Where applicants do what is asked of them. The folder of their pages registers its own; the last registration counts.</summary>
/// <param name="Draft">Address of the form of a draft, by the case.</param>
/// <param name="Task">Address of a task of theirs, by the task.</param>
public sealed record ApplicantPages(Func<Guid, string> Draft, Func<Guid, string> Task)
{
    /// <summary>Where the papers of a promise (容缺受理) are handed in.</summary>
    public Func<Guid, string> Papers { get; init; } = promiseId => $"/inbox/tolerance/handin/{promiseId}";

    public static readonly ApplicantPages Plain = new(caseId => $"/cases/details/{caseId}", taskId => $"/inbox/task/{taskId}");
}
