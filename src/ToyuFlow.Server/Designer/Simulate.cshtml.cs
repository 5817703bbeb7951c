using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Rehearsals;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>试运行: plays a definition step by step with chosen results; nothing is stored. All that was chosen is in the address, so that a play can be sent to a colleague.</summary>
[Authorize(Policy = DesignPolicies.View)]
public sealed class SimulateModel(DefinitionReader reader, Rehearsal rehearsal, CurrentUser user, DatabaseReader database) : PageModel
{
    private const string FieldPrefix = "f-";

    [BindProperty(Name = "c", SupportsGet = true)]
    public IReadOnlyList<string> Choices { get; set; } = [];

    [BindProperty(Name = "version", SupportsGet = true)]
    public string? Version { get; set; }

    /// <summary>The institution that applies; none for an invented one.</summary>
    [BindProperty(Name = "by", SupportsGet = true)]
    public Guid? InstitutionId { get; set; }

    public DefinitionText Definition { get; private set; } = null!;

    public RehearsalView? View { get; private set; }

    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    public IReadOnlyList<(Guid Id, string Name)> Institutions { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Entered { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync(string id)
    {
        Definition = reader.Find(user.TenantId, id, string.IsNullOrEmpty(Version) ? "Latest" : Version) ?? throw new MissingException();
        Entered = Request.Query.Where(q => q.Key.StartsWith(FieldPrefix, StringComparison.Ordinal)).ToDictionary(q => q.Key[FieldPrefix.Length..], q => q.Value.ToString());
        Institutions = database.Read(sql => sql.List(
            """
            select i.id, i.name from institution i where i.tenant_id = @tenant
            and exists (select 1 from institution_operator o where o.tenant_id = i.tenant_id and o.institution_id = i.id) order by i.name limit 200
            """,
            row => (row.GetGuid(0), row.GetString(1)), ("tenant", user.TenantId)));
        try
        {
            View = await rehearsal.PlayAsync(user.Actor, new RehearsalRequest(Definition.Json) { InstitutionId = InstitutionId, Entered = Entered, Choices = Choices }, HttpContext.RequestAborted);
        }
        catch (InvalidInputException error)
        {
            Errors = error.Errors;
        }
    }

    public string Href(IEnumerable<string> choices)
    {
        var query = new List<string> { $"version={Uri.EscapeDataString(Version ?? "")}" };
        if (InstitutionId is { } institution)
        {
            query.Add($"by={institution}");
        }

        query.AddRange(Entered.Select(e => $"{FieldPrefix}{Uri.EscapeDataString(e.Key)}={Uri.EscapeDataString(e.Value)}"));
        query.AddRange(choices.Select(c => $"c={Uri.EscapeDataString(c)}"));
        return $"/designer/simulate/{Definition.Row.DefinitionId}?{string.Join('&', query)}";
    }
}
