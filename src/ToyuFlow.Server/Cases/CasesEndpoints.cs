using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

public static class CasesEndpoints
{
    public static IEndpointRouteBuilder MapCases(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/material/{id:guid}", MaterialFiles.Get).RequireAuthorization(Policies.OfficerOrOperator);
        routes.MapGet("/api/v1/cases/{id:guid}", GetCase).RequireAuthorization(Policies.OfficerOrOperator).AddEndpointFilter<RefusalResults>();
        return routes;
    }

    private static IResult GetCase(Guid id, CaseFiles files, CurrentUser user)
    {
        var file = files.Read(id) ?? throw new MissingException();
        var forApplicant = user.Kind == ActorKind.Operator;
        return Results.Ok(new
        {
            file.Facts.Id,
            file.Facts.Number,
            file.Facts.MatterCode,
            file.Facts.Title,
            Status = file.Facts.Status.ToString(),
            Institution = new { Id = file.Facts.InstitutionId, Name = file.Facts.InstitutionName },
            file.Facts.CreatedAt,
            file.Facts.SubmittedAt,
            file.Facts.ClosedAt,
            Form = file.Content.Sections.SelectMany(s => s.Values).Select(v => new { v.Code, v.Label, Value = v.Text }),
            Materials = file.Content.Papers.SelectMany(p => p.Files).Select(m => new { m.Id, m.Code, m.FileName, m.ContentType, m.Size, m.UploadedAt, m.IsSuperseded, m.Href }),
            Timeline = file.Progress.Entries.Select(e => new { e.Sentence, e.At, Who = e.Actor, Automatic = e.IsAutomatic, e.Opinion, Mark = e.Mark.ToString() }),
            Clocks = file.Clocks.Select(c => new { c.Name, Statutory = c.Statutory.ToCode(), Promised = c.Promised?.ToCode(), c.StartedAt, c.DueAt, c.PromisedDueAt, c.StoppedAt, c.IsPaused, Left = c.Due.Text }),
            OpenTasks = file.Tasks.Where(t => t.IsOpen).Select(t => new { t.Id, t.Title, t.ForApplicant, t.Unit, Assignee = forApplicant ? null : t.Assignee, t.DueAt, t.PromisedDueAt }),
        });
    }
}
