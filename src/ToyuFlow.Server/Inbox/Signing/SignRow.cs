namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>How a row came into its round.</summary>
public enum SignKind
{
    /// <summary>Named by the step.</summary>
    Main,

    /// <summary>前加签: acts before whoever added it, who waits.</summary>
    Before,

    /// <summary>后加签: acts after whoever added it has agreed.</summary>
    After,

    /// <summary>并加签: one more in the same round.</summary>
    Beside,
}

/// <summary>One task of a round, as far as it matters to who decides what and when.</summary>
/// <param name="ParentId">The row of whoever added it; null for those that the step names.</param>
/// <param name="Method">Among those added together: <see cref="SignMode.All"/>, <see cref="SignMode.Any"/> or <see cref="SignMode.Sequence"/>.</param>
/// <param name="Order">Within 依次.</param>
public sealed record SignRow(Guid Id, Guid? ParentId, SignKind Kind, SignMode Method, int Order, WorkTaskStatus Status, Vote? Vote, long Weight, string? Group)
{
    public bool IsAutomatic { get; init; }

    public bool IsPending => Status is WorkTaskStatus.Open or WorkTaskStatus.Waiting;

    /// <summary>Has a voice of its own in the round, rather than being asked by one who has.</summary>
    public bool HasVoice => Kind is SignKind.Main or SignKind.Beside;
}
