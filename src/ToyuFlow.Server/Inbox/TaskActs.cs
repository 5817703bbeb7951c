namespace ToyuFlow.Server.Inbox;

/// <summary>What an officer may do with a task besides deciding it; a step allows all of them or some.</summary>
public static class TaskActs
{
    public const string Transfer = "transfer";
    public const string Delegate = "delegate";
    public const string Copy = "copy";
    public const string AddBefore = "add-before";
    public const string AddAfter = "add-after";
    public const string AddBeside = "add-beside";
    public const string Return = "return";
    public const string TakeBack = "take-back";

    public static readonly IReadOnlyList<string> All = [Transfer, Delegate, Copy, AddBefore, AddAfter, AddBeside, Return, TakeBack];
}
