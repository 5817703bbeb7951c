using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>离职移交: the system administrator gives all open tasks of one officer to another, and sees what became of each. Cases are not opened by it.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class HandOverModel(PeopleList people, DatabaseReader database, CurrentUser user, Steps steps) : PageModel
{
    public PersonItem Leaving { get; private set; } = null!;

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public Guid? Chosen { get; private set; }

    public string Reason { get; private set; } = "";

    public long Held { get; private set; }

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public HandOverReport? Report { get; private set; }

    public ErrorSummary Errors { get; private set; } = new([]);

    /// <summary>As a key of the texts.</summary>
    public static string Words(HandOverResult result) => result switch
    {
        HandOverResult.Given => "已移交",
        HandOverResult.Returned => "委派已退回委派人",
        _ => "对方不担任该岗位或办理过前一环节，已退回岗位",
    };

    public void OnGet(Guid id) => Load(id);

    public async Task OnPostAsync(Guid id, Guid? to, string? reason, string? operation)
    {
        Load(id);
        (Chosen, Reason) = (to, (reason ?? "").Trim());
        Operation = operation is { Length: > 0 and <= 80 } ? operation : Operation;
        try
        {
            Report = await steps.RunAsync<HandOverTasks, HandOverReport>(
                user.Actor, $"handover-{Operation}", (handOver, _) => Task.FromResult(handOver.Run(id, to ?? Guid.Empty, Reason)), HttpContext.RequestAborted);
        }
        catch (InvalidInputException refused)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Errors = new ErrorSummary([.. refused.Errors.Select(e => new Layout.Forms.FieldError(e.Field, e.Message))]);
        }
    }

    private void Load(Guid id)
    {
        Leaving = people.Find(user.TenantId, id) is { Kind: ActorKind.Officer } person ? person : throw new MissingException();
        Colleagues = database.Read(sql => TaskColleagues.All(sql, user.TenantId)).FindAll(c => c.Id != id);
        Held = database.Read(sql => sql.Scalar<long>(
            "select count(*) from work_task where tenant_id = @tenant and status = 'Open' and for_applicant = @no and (assignee_id = @person or owner_id = @person)",
            ("tenant", user.TenantId), ("person", id), ("no", false)));
    }
}
