using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using StepError = ToyuFlow.Server.Storage.FieldError;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>容缺受理 at the task that accepts: what is missing, until when, and the promise that the applicant has signed.</summary>
[Authorize(Policy = Policies.Officer)]
[RequestSizeLimit(LargestPost)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class AcceptModel(TaskPageReader tasks, ToleranceReader reader, TaskUploads uploads, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    private const long LargestPost = 64L * 1024 * 1024;

    private static readonly TaskField Letter = new(AcceptWithGaps.Letter, "申请人签署的容缺承诺书") { IsFile = true, Required = true };

    private DateOnly? _lastDay;

    public TaskPage Shown { get; private set; } = null!;

    public IReadOnlyList<TolerablePaper> Papers { get; private set; } = [];

    /// <summary>A promise that the institution did not keep: it is not accepted so again.</summary>
    public PromiseRow? Broken { get; private set; }

    /// <summary>What is ticked, with what is wrong, by the code of the paper.</summary>
    public IReadOnlyDictionary<string, string> Ticked { get; private set; } = new Dictionary<string, string>();

    public string Day { get; private set; } = "";

    public IReadOnlyList<TaskFile> Files { get; private set; } = [];

    public int Days => Shown.Task.Spec.Tolerance!.Days;

    protected override long CurrentRevision => Shown.Task.Row.Revision;

    protected override string Next => $"/inbox/task/{Id}?done=true";

    public static string PathOf(Guid task) => $"/inbox/tolerance/accept/{task}";

    public Upload Drawn => new(Letter.Code, texts["申请人签署的容缺承诺书"], true, null, texts["写明暂缺的材料、补齐的日期和逾期不补的后果，由申请人签字或盖章。"], ErrorOf($"field-{Letter.Code}"))
    {
        Accept = ".pdf,.jpg,.jpeg,.png,.docx",
    };

    public string? ErrorOf(string field) => Errors.Errors.FirstOrDefault(e => e.FieldId == field)?.Message;

    public string NoteOf(TaskFile file) => uploads.Note(file, Id);

    protected override void Begin() => Ticked = Papers.Where(p => p.IsMissing).ToDictionary(p => p.Code, _ => texts["申请时未提交"].ToString());

    protected override void Take(IFormCollection form)
    {
        Ticked = Papers.Where(p => form["gap"].Contains(p.Code)).ToDictionary(p => p.Code, p => form[$"problem.{p.Code}"].ToString());
        Day = form["day"].ToString();
        _lastDay = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    protected override async Task<string> DoAsync()
    {
        var errors = new List<StepError>();
        Files = await uploads.TakeAsync(Request.Form, new TaskSpec { Fields = [Letter] }, Id, errors, HttpContext.RequestAborted);
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        var input = new GapInput(Id, Revision, [.. Ticked.Select(t => new GapEntry(t.Key, t.Value))], _lastDay, Files);
        await steps.RunAsync<AcceptWithGaps, Guid>(user.Actor, $"tolerance-{Operation}", (accept, token) => accept.RunAsync(input, token), HttpContext.RequestAborted);
        return texts["已容缺受理，申请人会收到补齐的通知。"];
    }

    protected override bool Load()
    {
        if (tasks.Read(Id) is not { Task.Spec.Tolerance: not null } shown || (shown.Standing != TaskStanding.MayDecide && Shown is null))
        {
            return false;
        }

        Shown = shown;
        Papers = reader.PapersOf(shown.Task.Row.CaseId);
        Broken = reader.BrokenBy(shown.Task.Row.InstitutionId);
        return true;
    }
}
