namespace ToyuFlow.Workflows.Definitions;

/// <summary>The codes of <see cref="DefinitionFault"/>. They are stable: pages and scripts may rely on them.</summary>
public static class FaultCodes
{
    /// <summary>Two activities share an id.</summary>
    public const string DuplicateId = "duplicate-id";

    /// <summary>The type of an activity is not known.</summary>
    public const string UnknownType = "unknown-activity-type";

    /// <summary>The type is known, but not in this version.</summary>
    public const string UnknownVersion = "unknown-activity-version";

    /// <summary>A line leaves or reaches an activity that is not in the flowchart.</summary>
    public const string ConnectionToNothing = "connection-to-nothing";

    /// <summary>A line leaves an activity by an outcome that it does not have.</summary>
    public const string UnknownPort = "unknown-port";

    /// <summary>No path leads from the start to an activity.</summary>
    public const string Unreachable = "unreachable-activity";

    /// <summary>An expression does not parse.</summary>
    public const string ExpressionSyntax = "expression-syntax";

    /// <summary>The type of an expression is not one that the engine evaluates.</summary>
    public const string UnknownExpressionType = "unknown-expression-type";

    /// <summary>A variable is used that no container in scope declares.</summary>
    public const string UndeclaredVariable = "undeclared-variable";

    /// <summary>Two variables of one scope share a name or an id.</summary>
    public const string DuplicateVariable = "duplicate-variable";

    /// <summary>An input that the activity cannot do without has no value.</summary>
    public const string MissingInput = "missing-input";

    /// <summary>A line leads back in a way that would fault at run time.</summary>
    public const string InvalidBackwardConnection = "invalid-backward-connection";

    /// <summary>A definition that is used as an activity uses, itself or through others, the one that uses it.</summary>
    public const string Cycle = "workflow-cycle";

    /// <summary>The definition has more activities than the engine takes.</summary>
    public const string TooLarge = "too-large";

    /// <summary>A decision has only one side, so that the other ends silently.</summary>
    public const string MissingBranch = "missing-branch";

    /// <summary>From some activities no way leads to an end.</summary>
    public const string NoWayToEnd = "no-way-to-end";

    /// <summary>A join waits for branches of which only one can come.</summary>
    public const string JoinNeverCompletes = "join-never-completes";

    /// <summary>A task is for a role or a post that the service does not have.</summary>
    public const string UnknownRole = "unknown-role";

    /// <summary>What is set of an activity cannot work.</summary>
    public const string BadSetting = "bad-setting";

    /// <summary>A loop goes round without anything that waits.</summary>
    public const string LoopWithoutWait = "loop-without-wait";
}
