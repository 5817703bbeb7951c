using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

public enum HandOnAct
{
    Transfer,
    Delegate,
    Copy,

    /// <summary>The delegate's.</summary>
    Opinion,

    /// <summary>The owner fetches back what is out.</summary>
    Recall,
}

/// <summary>转办、委派、抄送: to whom and why. A refusal keeps every word.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class HandOnModel(TaskPageReader reader, DatabaseReader database, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public HandOnAct Act { get; private set; }

    public TaskPage Shown { get; private set; } = null!;

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public IReadOnlyCollection<Guid> Chosen { get; private set; } = [];

    public string Reason { get; private set; } = "";

    public long Revision { get; private set; }

    public string Operation { get; private set; } = NewOperation();

    public ErrorSummary Errors { get; private set; } = new([]);

    public bool AsksWhom => Act is HandOnAct.Transfer or HandOnAct.Delegate or HandOnAct.Copy;

    public static string Path(Guid task, HandOnAct act) => $"/inbox/handon/{task}/{act.ToString().ToLowerInvariant()}";

    /// <summary>As a key of the texts.</summary>
    public static string Words(HandOnAct act) => act switch
    {
        HandOnAct.Transfer => "转办",
        HandOnAct.Delegate => "委派",
        HandOnAct.Copy => "抄送",
        HandOnAct.Opinion => "出具意见",
        _ => "收回委派",
    };

    public static string Consequence(HandOnAct act) => act switch
    {
        HandOnAct.Transfer => "任务交给对方办理，不再回到您这里；时限不延长，提醒发给对方。",
        HandOnAct.Delegate => "对方只出具意见，出具后任务回到您这里，由您决定；时限不延长。",
        HandOnAct.Copy => "对方可以看到这个案件，不需要办理；已经抄送过的人不会重复收到。",
        HandOnAct.Opinion => "意见记入案件，任务退回委派人，由其决定。",
        _ => "任务回到您这里，对方不必再出具意见。",
    };

    public IActionResult OnGet(Guid id, HandOnAct act)
    {
        if (!Load(id, act))
        {
            return NotFound();
        }

        Revision = Shown.Task.Row.Revision;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, HandOnAct act)
    {
        if (!Load(id, act))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Reason = form["reason"].ToString().ReplaceLineEndings("\n").Trim();
        Chosen = [.. form["person"].Select(text => Guid.TryParse(text, out var person) ? person : Guid.Empty).Where(person => person != Guid.Empty)];
        Revision = long.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
        Operation = form["operation"] is [{ Length: > 0 and <= 80 } given] ? given : Operation;
        try
        {
            TempData.Done(await DoAsync(id));
            return LocalRedirect(Act is HandOnAct.Copy or HandOnAct.Recall ? $"/inbox/task/{id}" : "/inbox");
        }
        catch (InvalidInputException refused)
        {
            return Refused(refused.Errors.Select(e => new Layout.Forms.FieldError(e.Field, e.Message)), StatusCodes.Status400BadRequest);
        }
        catch (ConflictException refused)
        {
            Load(id, act);
            Revision = Shown.Task.Row.Revision;
            return Refused([new(null, refused.Message)], StatusCodes.Status409Conflict);
        }
    }

    private static string NewOperation() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>The sentence that says what was done.</summary>
    private async Task<string> DoAsync(Guid id)
    {
        var one = Chosen.FirstOrDefault();
        var count = await steps.RunAsync(
            user.Actor, $"handon-{Operation}",
            (services, _) => Task.FromResult(Run(services, id, one)),
            HttpContext.RequestAborted);
        return Act switch
        {
            HandOnAct.Transfer => texts["已转办。"],
            HandOnAct.Delegate => texts["已委派，对方出具意见后任务回到您这里。"],
            HandOnAct.Copy => texts["已抄送 {0} 人。", count],
            HandOnAct.Opinion => texts["意见已提交，任务已退回委派人。"],
            _ => texts["委派已收回，现在由您决定。"],
        };
    }

    private int Run(IServiceProvider services, Guid id, Guid one)
    {
        switch (Act)
        {
            case HandOnAct.Transfer:
                services.GetRequiredService<TransferTask>().Run(id, Revision, one, Reason);
                return 1;
            case HandOnAct.Delegate:
                services.GetRequiredService<DelegateTask>().Run(id, Revision, one, Reason);
                return 1;
            case HandOnAct.Copy:
                return services.GetRequiredService<CopyCase>().Run(id, Revision, Chosen, Reason);
            case HandOnAct.Opinion:
                services.GetRequiredService<DelegateTask>().GiveOpinion(id, Revision, Reason);
                return 1;
            default:
                services.GetRequiredService<DelegateTask>().Recall(id, Revision);
                return 1;
        }
    }

    private PageResult Refused(IEnumerable<Layout.Forms.FieldError> errors, int status)
    {
        Response.StatusCode = status;
        Errors = new ErrorSummary([.. errors]);
        return Page();
    }

    private bool Load(Guid id, HandOnAct act)
    {
        if (!Enum.IsDefined(act) || reader.Read(id) is not { Task.Row.PostId: not null } shown)
        {
            return false;
        }

        (Act, Shown) = (act, shown);
        var (row, spec) = (shown.Task.Row, shown.Task.Spec);
        Colleagues = database.Read(sql => act switch
        {
            HandOnAct.Transfer => TaskColleagues.ForTransfer(sql, user.TenantId, row, spec),
            HandOnAct.Delegate => TaskColleagues.ForDelegation(sql, user.TenantId, row),
            HandOnAct.Copy => TaskColleagues.All(sql, user.TenantId),
            _ => [],
        });
        Colleagues = [.. Colleagues.Where(c => c.Id != user.PersonId)];
        return true;
    }
}
