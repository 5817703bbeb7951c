using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Rehearsals;

/// <summary>Where a rehearsal stands after its choices, read from the very rows that a real case would have.</summary>
public sealed record RehearsalView(FlowPicture Picture, DateTimeOffset Now)
{
    public IReadOnlyList<RehearsedTask> Tasks { get; init; } = [];

    /// <summary>When the flow goes on by itself if nobody acts.</summary>
    public DateTimeOffset? NextTimer { get; init; }

    public IReadOnlyList<RehearsedLine> Lines { get; init; } = [];

    public IReadOnlyList<RehearsedClock> Clocks { get; init; } = [];

    public IReadOnlyList<RehearsedAmount> Amounts { get; init; } = [];

    public IReadOnlyList<string> Notices { get; init; } = [];

    public IReadOnlyList<string> Incidents { get; init; } = [];

    public bool IsFinished { get; init; }

    /// <summary>Why the last choice could not be taken, in the words that the person would read.</summary>
    public string? Refusal { get; init; }

    /// <summary>The application's form as it was entered, for changing it; empty when the flow belongs to no matter.</summary>
    public IReadOnlyList<RehearsedField> Form { get; init; } = [];
}

/// <summary>An open task.</summary>
/// <param name="Key">What a choice begins with.</param>
/// <param name="Who">Unit and post, or the applicant.</param>
/// <param name="People">Who may take it; empty when nobody can, which is the thing to find out before a case does.</param>
public sealed record RehearsedTask(string Key, string Title, string Who, IReadOnlyList<string> People, DateTimeOffset? DueAt, DateTimeOffset? PromisedDueAt, IReadOnlyList<RehearsedAction> Actions);

public sealed record RehearsedAction(string Code, string Label, string Tone);

public sealed record RehearsedLine(DateTimeOffset At, string Who, string Sentence, bool IsAutomatic);

public sealed record RehearsedClock(string Name, DateTimeOffset DueAt, DateTimeOffset? PromisedDueAt, bool HasStopped);

/// <param name="Lines">The products that it is the sum of, each with its source.</param>
/// <param name="Reasons">Why nothing is paid, or what a person has to decide.</param>
public sealed record RehearsedAmount(string Scheme, Money Amount, IReadOnlyList<string> Lines, IReadOnlyList<string> Reasons);

public sealed record RehearsedField(FormField Field, string Value);
