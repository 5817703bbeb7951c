namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>One line of who signs a step, as the definition states it. Whoever is found by several lines signs once.</summary>
/// <param name="Type">post (each holder), head, person, previous, variable or town.</param>
public sealed record SignerRule(string Type)
{
    public const string Holders = "post";
    public const string Head = "head";
    public const string Named = "person";

    /// <summary>Chosen by an officer of an earlier step, in the field named by <see cref="Field"/>.</summary>
    public const string Previous = "previous";

    public const string Variable = "variable";

    /// <summary>The post of that unit of the role whose name has the institution's town in it.</summary>
    public const string Town = "town";

    public const string UsualField = "signers";

    public static readonly IReadOnlyList<string> Types = [Holders, Head, Named, Previous, Variable, Town];

    public string? Role { get; init; }

    public string? Post { get; init; }

    /// <summary>A sign-in name.</summary>
    public string? Person { get; init; }

    /// <summary>The variable that holds ids or sign-in names.</summary>
    public string? Name { get; init; }

    public string? Field { get; init; }

    public long Weight { get; init; } = 1;

    /// <summary>多部门会签: counted with whom; the unit's name when it says nothing.</summary>
    public string? Group { get; init; }

    /// <summary>What cannot be right; null when nothing is wrong.</summary>
    public string? Problem() => this switch
    {
        { Weight: <= 0 } => "签办人的权重应大于 0。",
        { Type: Holders or Head or Town, Role: null or "" } => $"签办人“{Type}”要写明角色（role）。",
        { Type: Named, Person: null or "" } => "签办人“person”要写明用户名（person）。",
        { Type: Variable, Name: null or "" } => "签办人“variable”要写明变量名（name）。",
        _ when !Types.Contains(Type) => $"没有“{Type}”这种签办人（有：{string.Join("、", Types)}）。",
        _ => null,
    };
}

/// <summary>Somebody found to sign, with the post in which they do.</summary>
public sealed record Signer(Guid PersonId, string Name, Guid UnitId, string Unit, Guid PostId)
{
    public long Weight { get; init; } = 1;

    public string? Group { get; init; }
}

/// <summary>Who a step asks, and what becomes of it when that is nobody or somebody who may not.</summary>
public sealed record SignerSettings(IReadOnlyList<SignerRule> Rules)
{
    /// <summary>When nobody is found the head of the unit is asked, instead of an incident.</summary>
    public bool HeadWhenNobody { get; init; }

    /// <summary>Whoever may not sign makes an incident of it, instead of being passed over.</summary>
    public bool RefusesConflicts { get; init; }

    /// <summary>抄送 when the step is reached.</summary>
    public IReadOnlyList<SignerRule> Copies { get; init; } = [];
}
