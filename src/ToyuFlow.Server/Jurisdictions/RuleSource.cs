namespace ToyuFlow.Server.Jurisdictions;

/// <summary>Where a rule comes from, kept beside its value so that every page and every amount can show it.</summary>
/// <param name="RuleId">The id of the rule in its pack, or its key where the tenant set it.</param>
/// <param name="Quote">The exact words of the policy document.</param>
/// <param name="Line">The line of policy.txt that the words stand in.</param>
/// <param name="Law">The article of a national rule, where the document is silent.</param>
/// <param name="SetBy">Who set the value, where neither says it.</param>
public sealed record RuleSource(string RuleId, RuleOrigin Origin, string? Quote = null, int? Line = null, string? Law = null, string? SetBy = null)
{
    public override string ToString() => Origin switch
    {
        RuleOrigin.Document => $"政策文件第 {Line} 行：“{Quote}”",
        RuleOrigin.National => $"国家规定：{Law}",
        _ => $"本地设置（{SetBy}），政策文件未规定",
    };
}

public enum RuleOrigin
{
    /// <summary>The jurisdiction's own policy document.</summary>
    Document,

    /// <summary>A national rule, used where the document is silent.</summary>
    National,

    /// <summary>Set by the tenant, because neither of the two says it.</summary>
    Tenant,
}
