using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Portal;

/// <summary>A matter as a page shows it: model of <c>_Matter</c>. Without an institution it is the public guide.</summary>
public sealed record MatterView(PolicyPack Pack, Institution? Institution, MatterState State)
{
    public Matter Matter => State.Matter;

    public string Deciders => string.Join("、", Pack.Deciders(Matter, Institution?.TypeCode));

    public (string Statutory, string? Promised)? Limit => Pack.LimitOf(Matter, Institution?.TypeCode);

    public string? Condition(Material material)
    {
        if (material.When is not { } when || Matter.Fields.FirstOrDefault(f => f.Code == when.Field) is not { } field)
        {
            return null;
        }

        var values = when.Values.Select(v => field.Options.FirstOrDefault(o => o.Value == v)?.Label ?? v);
        return $"{field.Label}：{string.Join("、", values)}";
    }
}
