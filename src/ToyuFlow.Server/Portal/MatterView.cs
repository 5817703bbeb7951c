using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Portal;

/// <summary>A matter as a page shows it: model of <c>_Matter</c>. Without an institution it is the public guide.</summary>
public sealed record MatterView(PolicyPack Pack, Institution? Institution, MatterState State)
{
    public Matter Matter => State.Matter;

    public string Deciders => string.Join("、", Pack.Deciders(Matter, Institution?.TypeCode));

    public (string Statutory, string? Promised)? Limit => Pack.LimitOf(Matter, Institution?.TypeCode);

    /// <summary>What the service makes itself is for those who have signed in.</summary>
    public string? TemplateHref(Material material) =>
        Pack.TemplateOf(Matter, material) is { } template && (Institution is not null || template.Files.Contains(template.Template)) ? Pack.TemplateHref(template.Template) : null;

    public string? ExampleHref(Material material) => Pack.TemplateHref(Pack.TemplateOf(Matter, material)?.Example);

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
