using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Layout;

/// <summary>A page of one form that does one act on one thing: once for each rendered form, and a refusal keeps every word.</summary>
public abstract class ActPage : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public string Reason { get; private set; } = "";

    /// <summary>What whoever acts has seen; the act refuses when it has moved since.</summary>
    public long Revision { get; private set; }

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors { get; private set; } = new([]);

    /// <summary>Where one goes on after the act.</summary>
    protected abstract string Next { get; }

    protected virtual long CurrentRevision => 0;

    public IActionResult OnGet()
    {
        if (!Load())
        {
            return NotFound();
        }

        Revision = CurrentRevision;
        Begin();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Load())
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Reason = form["reason"].ToString().ReplaceLineEndings("\n").Trim();
        Revision = Number(form, "revision");
        Operation = form["operation"] is [{ Length: > 0 and <= 80 } given] ? given : Operation;
        Take(form);
        try
        {
            TempData.Done(await DoAsync());
            return LocalRedirect(Next);
        }
        catch (InvalidInputException refused)
        {
            return Refused(refused.Errors.Select(e => new Forms.FieldError(e.Field, e.Message)), StatusCodes.Status400BadRequest);
        }
        catch (ConflictException refused)
        {
            Load();
            Revision = CurrentRevision;
            return Refused([new(null, refused.Message)], StatusCodes.Status409Conflict);
        }
    }

    protected static long Number(IFormCollection form, string field, long otherwise = 0) =>
        long.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    protected static IReadOnlyCollection<Guid> Ids(IFormCollection form, string field) =>
        [.. form[field].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)];

    /// <summary>Reads what the page shows; false when there is no such thing for whoever asks.</summary>
    protected abstract bool Load();

    /// <summary>What is chosen before anything was.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>The fields of this act beside the reason.</summary>
    protected virtual void Take(IFormCollection form)
    {
    }

    /// <summary>Does it in one step; the sentence that says what was done.</summary>
    protected abstract Task<string> DoAsync();

    private PageResult Refused(IEnumerable<Forms.FieldError> errors, int status)
    {
        Response.StatusCode = status;
        Errors = new ErrorSummary([.. errors]);
        return Page();
    }
}
