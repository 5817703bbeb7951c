using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Inbox;

/// <summary>Reads what a definition says of a step. Only the sign modes and expiry rules have names of their own in the definition; the rest reads itself.</summary>
public static class StepSettings
{
    public static readonly IReadOnlyDictionary<string, SignMode> Modes = new Dictionary<string, SignMode>
    {
        [""] = SignMode.Single,
        ["single"] = SignMode.Single,
        ["all"] = SignMode.All,
        ["any"] = SignMode.Any,
        ["sequence"] = SignMode.Sequence,
        ["vote"] = SignMode.Vote,
        ["groups"] = SignMode.Groups,
    };

    public static readonly IReadOnlyDictionary<string, ExpiryRule> Expiries = new Dictionary<string, ExpiryRule>
    {
        ["none"] = ExpiryRule.None,
        ["remind"] = ExpiryRule.Remind,
        ["pass"] = ExpiryRule.Pass,
        ["fail"] = ExpiryRule.Fail,
        ["abstain"] = ExpiryRule.Abstain,
        ["deem"] = ExpiryRule.Deem,
        ["escalate"] = ExpiryRule.Escalate,
    };

    public static TaskSpec Spec(ActivityContext context)
    {
        var rule = Rule(name => context.GetInput(name)?.ToString());
        var actions = TaskSpec.ListFrom<TaskAction>(context.GetInput("Actions"));
        return new TaskSpec
        {
            Instructions = context.GetInput<string>("Instructions") ?? "",
            Actions = [.. actions.Select(a => a with { OpinionRequired = a.OpinionRequired || NeedsOpinion(context.GetInput<string>("OpinionRule"), a) })],
            Fields = [.. TaskSpec.ListFrom<TaskField>(context.GetInput("Fields")), .. Attachments(context.GetInput<string>("Attachments"))],
            Checklist = TaskSpec.ListFrom<ChecklistItem>(context.GetInput("Checklist")),
            TransferWithin = context.GetInput<string>("TransferWithin") is TaskSpec.Unit ? TaskSpec.Unit : TaskSpec.Post,
            SeparateFrom = TaskSpec.ListFrom<string>(context.GetInput("SeparateFrom")),
            Allow = TaskSpec.ListFrom<string>(context.GetInput("Allow")),
            AllowBatch = IsTrue(context.GetInput("AllowBatch")?.ToString()),
            Tolerance = Tolerance(name => context.GetInput(name)?.ToString(), actions),
            WithholdsOnGap = IsTrue(context.GetInput("WithholdsOnGap")?.ToString()),
            Limit = context.GetInput<string>("Limit"),
            Sign = rule,
            Reminders = ReminderRule.From(context.GetInput("Reminders")),
            OnExpiry = Expiry(context.GetInput<string>("OnExpiry"), rule.Mode),
        };
    }

    /// <param name="text">What an input says; null or empty when it says nothing.</param>
    public static SignRule Rule(Func<string, string?> text)
    {
        var mode = text("SignMode") is not { Length: > 0 } name ? SignMode.Single
            : Modes.TryGetValue(name, out var known) ? known
            : throw new FormatException($"没有“{name}”这种签办方式（有：{string.Join("、", Modes.Keys.Skip(1))}）。");
        return new SignRule
        {
            Mode = mode,
            WaitForAll = IsTrue(text("WaitForAll")),
            Threshold = Number("Threshold", text) ?? SignRule.UsualThreshold,
            Strict = IsTrue(text("Strict")),
            RejectThreshold = Number("RejectThreshold", text),
            Quorum = Number("Quorum", text),
            Veto = IsTrue(text("Veto")),
            GroupMinimum = (int)(Number("GroupMinimum", text) ?? 0),
            AddDepth = (int)(Number("AddDepth", text) ?? 1),
            LimitPerPerson = text("LimitPer") == "person",
        };
    }

    /// <summary>Null where the step does not allow 容缺受理; it accepts by the result named, else by the first that is a yes.</summary>
    public static ToleranceRule? Tolerance(Func<string, string?> text, IEnumerable<TaskAction> actions) => !IsTrue(text("AllowTolerance")) ? null : new ToleranceRule(
        text("ToleranceOutcome") is { Length: > 0 } named ? named : actions.FirstOrDefault(a => a.Voice == Vote.Yes)?.Code ?? "",
        (int)(Number("ToleranceDays", text) ?? ToleranceRule.UsualDays));

    /// <summary>A vote that nobody said anything about ends with the limit: who has not voted abstains.</summary>
    public static ExpiryRule Expiry(string? name, SignMode mode) => string.IsNullOrEmpty(name)
        ? mode == SignMode.Vote ? ExpiryRule.Abstain : ExpiryRule.None
        : Expiries.TryGetValue(name, out var known) ? known : throw new FormatException($"没有“{name}”这种到期处理（有：{string.Join("、", Expiries.Keys)}）。");

    public static SignerSettings Signers(ActivityContext context) => new(TaskSpec.ListFrom<SignerRule>(context.GetInput("Signers")))
    {
        HeadWhenNobody = context.GetInput<string>("WhenNobody") == "head",
        RefusesConflicts = context.GetInput<string>("WhenConflict") == "refuse",
        Copies = TaskSpec.ListFrom<SignerRule>(context.GetInput("Copies")),
    };

    private static bool NeedsOpinion(string? rule, TaskAction action) => rule switch
    {
        "required" => true,
        "refusal" => action.Voice == Vote.No || action.Tone == "danger",
        _ => false,
    };

    internal static IEnumerable<TaskField> Attachments(string? rule) => rule is "optional" or "required"
        ? [new TaskField("attachments", "附件") { IsFile = true, Required = rule == "required" }]
        : [];

    internal static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    private static decimal? Number(string name, Func<string, string?> text) => text(name) is not { Length: > 0 } given ? null
        : decimal.TryParse(given, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name} 应是数字，而不是“{given}”。");
}
