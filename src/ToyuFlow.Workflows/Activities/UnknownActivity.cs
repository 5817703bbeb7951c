namespace ToyuFlow.Workflows.Activities;

/// <summary>Stands where the file has an activity of a type that nobody knows; it faults when it runs, with Elsa's words.</summary>
internal sealed class UnknownActivity(string type) : Activity
{
    public const string TypeName = "Elsa.NotFoundActivity";

    public static ActivityDescriptor Descriptor { get; } = new(TypeName, 1, "未知的活动", "System", "本系统没有这种活动。", [], [], ActivityPorts.From(_ => null)) { IsBuiltIn = true };

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"Activity type '{type}' version '0' could not be found.");
}
