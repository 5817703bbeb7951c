using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>What is wrong with whom and why something is handed on, each beside its field.</summary>
public static class HandOnChecks
{
    public const int LongestReason = 500;

    public static Colleague Choose(IEnumerable<Colleague> allowed, Guid chosen, string otherwise) =>
        allowed.FirstOrDefault(c => c.Id == chosen) ?? throw new InvalidInputException("person", otherwise);

    public static void RequireReason(string reason, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new InvalidInputException("reason", otherwise);
        }

        RequireShort(reason);
    }

    /// <summary>A step may allow only some of what else can be done with its tasks.</summary>
    public static void RequireAllowed(TaskSpec spec, string act, string words)
    {
        if (!spec.Allows(act))
        {
            throw new ForbiddenException($"这一步不允许{words}。");
        }
    }

    public static void RequireShort(string text)
    {
        if (text.Length > LongestReason)
        {
            throw new InvalidInputException("reason", $"最多 {LongestReason} 字。");
        }
    }
}
