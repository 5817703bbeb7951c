using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Everything that came of a step.</summary>
/// <param name="State">The instance after the step, to be stored.</param>
/// <param name="Journal">What happened, in order.</param>
/// <param name="BookmarksCreated">Bookmarks that are open now and were not before.</param>
/// <param name="BookmarksRemoved">Bookmarks that were open before and are not now.</param>
/// <param name="IncidentsRaised">Faults of this step.</param>
/// <param name="Lines">What WriteLine wrote.</param>
/// <param name="Events">Events that the host delivers after the step.</param>
/// <param name="Children">Instances that the host starts after the step.</param>
public sealed record StepResult(
    WorkflowState State,
    IReadOnlyList<JournalEntry> Journal,
    IReadOnlyList<Bookmark> BookmarksCreated,
    IReadOnlyList<Bookmark> BookmarksRemoved,
    IReadOnlyList<Incident> IncidentsRaised,
    IReadOnlyList<string> Lines,
    IReadOnlyList<PublishedEvent> Events,
    IReadOnlyList<ChildWorkflow> Children);
