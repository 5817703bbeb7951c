using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>补齐容缺材料: the applicant hands in what was missing. What was handed in before for the same paper stays as superseded.</summary>
public sealed class HandInPapers(Step step, ToleranceBook book, Materials materials)
{
    public async Task RunAsync(Guid promiseId, long revision, IReadOnlyList<PaperHandedIn> papers, CancellationToken cancellationToken)
    {
        var promise = book.Find(promiseId) ?? throw new MissingException();
        if (step.Actor.PersonId is not { } person || step.Sql.Scalar<long>(
            "select count(*) from institution_operator where tenant_id = @tenant and person_id = @person and institution_id = @institution",
            ("tenant", step.TenantId), ("person", person), ("institution", promise.InstitutionId)) == 0)
        {
            throw new MissingException();
        }

        ToleranceBook.RequireOpen(promise, revision);
        if (step.Now >= promise.DueAt)
        {
            throw new ConflictException("补齐的期限已过，不能再补交。");
        }

        var gaps = promise.Gaps.Where(g => g.State != GapState.Complete && papers.Any(p => p.Code == g.Code)).ToList();
        if (gaps.Count == 0)
        {
            throw new InvalidInputException("gaps", "请选择要补交的文件。");
        }

        foreach (var gap in gaps)
        {
            await materials.ReplaceAsync(promise.CaseId, gap.Code, [.. papers.Where(p => p.Code == gap.Code).Select(p => p.File)], cancellationToken);
            step.Sql.Execute(
                "update tolerance_gap set state = 'HandedIn', handed_in_at = @now where tenant_id = @tenant and id = @id", ("now", step.Now), ("tenant", step.TenantId), ("id", gap.Id));
        }

        var names = string.Join("、", gaps.Select(g => g.Name));
        book.Touch(promise);
        book.Say(promise, "tolerance.handed-in", $"您已补交容缺材料：{names}");
        book.Tell(book.Checkers(promise), promise, ToleranceNotices.HandedIn, CheckModel.PathOf(promise.Id), ("papers", names));
    }
}

public sealed record PaperHandedIn(string Code, UploadedFile File);
