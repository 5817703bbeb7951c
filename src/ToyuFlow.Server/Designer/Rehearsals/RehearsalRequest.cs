namespace ToyuFlow.Server.Designer.Rehearsals;

/// <summary>What is to be played: a version, for whom, with what entered, and what is chosen at each stop.</summary>
/// <param name="Json">The definition as Elsa 3 JSON; it need not have been saved.</param>
public sealed record RehearsalRequest(string Json)
{
    /// <summary>An institution of the county; null for an invented one.</summary>
    public Guid? InstitutionId { get; init; }

    /// <summary>Entries of the application's form that differ from the sample's, by field.</summary>
    public IReadOnlyDictionary<string, string> Entered { get; init; } = new Dictionary<string, string>();

    /// <summary>In order: the step's code and the result with a colon between, or <see cref="Wait"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Nobody does anything until the next timer of the flow.</summary>
    public const string Wait = "~";

    /// <summary>Begins a choice for something outside that a rehearsal cannot bring about: the activity and the outcome follow.</summary>
    public const char Outside = '@';
}
