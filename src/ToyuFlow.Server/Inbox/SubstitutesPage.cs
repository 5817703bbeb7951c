using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>代理 of one officer: what there is, and a new one. The officer's own page and the administrator's do the same for different people.</summary>
public abstract class SubstitutesPage(SubstitutesQuery query, CurrentUser user, PackCatalog packs, Steps steps, TimeProvider time, Texts texts) : PageModel
{
    public IReadOnlyList<SubstituteLine> Lines { get; private set; } = [];

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public SubstituteInput Entry { get; private set; } = new(Guid.Empty, null, null, [], "");

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors { get; private set; } = new([]);

    public DateTimeOffset Now => time.GetUtcNow();

    public IEnumerable<(string Code, string Name)> Matters => packs[user.TenantId].Matters.Select(m => (m.Code, m.Name));

    /// <summary>Where its forms are posted to.</summary>
    public abstract string Address { get; }

    protected string Tenant => user.TenantId;

    /// <summary>The officer who is acted for.</summary>
    protected abstract Guid Principal { get; }

    public string Scope(SubstituteLine line) => line.Scope.Length == 0
        ? texts["全部事项"]
        : string.Join("、", line.Matters.Select(code => Matters.FirstOrDefault(m => m.Code == code).Name ?? code));

    protected void Show() => (Lines, Colleagues) = (query.Read(user.TenantId, Principal), query.Colleagues(user.TenantId, Principal));

    protected async Task<IActionResult> AppointAsync(string done)
    {
        Show();
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Entry = new SubstituteInput(
            Guid.TryParse(form["person"], out var person) ? person : Guid.Empty, Day(form["from"]), Day(form["until"]), [.. form["matters"].OfType<string>()], form["reason"].ToString().Trim());
        Operation = form["operation"] is [{ Length: > 0 and <= 80 } given] ? given : Operation;
        try
        {
            await steps.RunAsync<AppointSubstitute, Guid>(user.Actor, $"substitute-{Operation}", (appoint, _) => Task.FromResult(appoint.Run(Principal, Entry)), HttpContext.RequestAborted);
        }
        catch (InvalidInputException refused)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Errors = new ErrorSummary([.. refused.Errors.Select(e => new Layout.Forms.FieldError(e.Field, e.Message))]);
            return Page();
        }

        TempData.Done(done);
        return LocalRedirect(Address);
    }

    protected async Task<IActionResult> EndAsync(Guid substitution)
    {
        await steps.RunAsync<AppointSubstitute>(
            user.Actor, null,
            (appoint, _) =>
            {
                appoint.End(substitution);
                return Task.CompletedTask;
            },
            HttpContext.RequestAborted);
        TempData.Done(texts["代理已终止。"]);
        return LocalRedirect(Address);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
