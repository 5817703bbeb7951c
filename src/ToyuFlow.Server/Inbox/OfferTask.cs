using System.Text.Json.Nodes;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// Puts a task into the queue of a post, of the people that the step names or of the applicant, with its limit and its reminders. Nobody to offer
/// it to is an incident, never a lost case.
/// </summary>
public sealed class OfferTask(Step step, RunningInstance running, CaseHistory history, TaskLimits limits, TaskRows rows, FindSigners people, CopyCase copies, Notify notify, ApplicantPages pages)
{
    /// <summary>Returns the task; of several the first.</summary>
    public Guid Offer(TaskOffer offer)
    {
        var caseId = running.RequiredCaseId;
        var file = rows.CaseOf(caseId);
        var due = limits.DueAt(caseId, offer.Limit);
        var template = new NewTask(caseId, running.InstanceId, offer.BookmarkId, offer.ActivityId, offer.StepCode, offer.Title, due, WithPeople(offer.Spec));
        SendCopies(caseId, offer);
        if (offer.Role == ApprovalTaskActivity.Applicant)
        {
            var asked = rows.Insert(file, template with { ForApplicant = true });
            notify.Operators(file.InstitutionId, Offered(file, template), pages.Task(asked), caseId);
            return asked;
        }

        if (offer.Spec.Sign.Mode == SignMode.Single && offer.Signers.Rules.Count == 0)
        {
            var post = PostOf(offer.Role, offer.Post);
            history.TakesPart(caseId, post.UnitId);
            return rows.Insert(file, template with { UnitId = post.UnitId, PostId = post.PostId });
        }

        return OfferToPeople(file, template, offer);
    }

    private Guid OfferToPeople(OfferedCase file, NewTask template, TaskOffer offer)
    {
        var signers = Signers(template.CaseId, offer);
        var rule = offer.Spec.Sign;
        if (rule.Mode == SignMode.Single)
        {
            return Give(file, template, signers[0]);
        }

        if (rule.Mode == SignMode.Groups && signers.GroupBy(s => s.Group).FirstOrDefault(g => g.Count() < rule.GroupMinimum) is { } small)
        {
            throw new InvalidOperationException($"“{small.Key}”只有 {small.Count()} 位签办人，达不到每个部门 {rule.GroupMinimum} 人同意的要求。请管理员增补人员后重试。");
        }

        var first = Guid.Empty;
        foreach (var (order, signer) in signers.Index())
        {
            var id = Give(file, template with
            {
                SignKind = SignKind.Main,
                SignOrder = order,
                Weight = signer.Weight,
                SignGroup = rule.Mode == SignMode.Groups ? signer.Group : null,
                Status = rule.Mode == SignMode.Sequence && order > 0 ? WorkTaskStatus.Waiting : WorkTaskStatus.Open,
            }, signer);
            first = first == Guid.Empty ? id : first;
        }

        return first;
    }

    private Guid Give(OfferedCase file, NewTask template, Signer signer)
    {
        history.TakesPart(template.CaseId, signer.UnitId);
        var id = rows.Insert(file, template with { UnitId = signer.UnitId, PostId = signer.PostId, AssigneeId = signer.PersonId });
        if (template.Status == WorkTaskStatus.Open)
        {
            notify.Person(signer.PersonId, Offered(file, template), $"/inbox/task/{id}", template.CaseId);
        }

        return id;
    }

    private static Announcement Offered(OfferedCase file, NewTask task) =>
        InboxNotices.Offered.Say(("institution", file.Institution), ("title", task.Title), ("number", file.Number)).At(task.StepCode);

    private List<Signer> Signers(Guid caseId, TaskOffer offer)
    {
        IReadOnlyList<SignerRule> rules = offer.Signers.Rules.Count > 0 ? offer.Signers.Rules : [new SignerRule(SignerRule.Holders) { Role = offer.Role, Post = offer.Post }];
        var found = people.Find(caseId, rules, offer.Variable);
        var fit = found.Where(s => !people.HasConflict(caseId, s.PersonId, offer.Spec.SeparateFrom)).ToList();
        if (fit.Count < found.Count && offer.Signers.RefusesConflicts)
        {
            throw new InvalidOperationException($"{string.Join("、", found.Except(fit).Select(s => s.Name))}是本件的申请人或已办理过不相容的环节，不能签办“{offer.Title}”。请管理员调整后重试。");
        }

        if (fit.Count == 0 && offer.Signers.HeadWhenNobody)
        {
            fit = [.. people.Find(caseId, [new SignerRule(SignerRule.Head) { Role = offer.Role }], offer.Variable).Where(s => !people.HasConflict(caseId, s.PersonId, offer.Spec.SeparateFrom))];
        }

        return fit.Count > 0 ? fit : throw new InvalidOperationException($"“{offer.Title}”没有可以签办的人员。请管理员在“单位与人员”中设置后重试。");
    }

    private TaskSpec WithPeople(TaskSpec spec)
    {
        if (!spec.Fields.Any(f => f.IsPeople))
        {
            return spec;
        }

        var officers = TaskColleagues.All(step.Sql, step.TenantId).ConvertAll(c => new FieldOption(c.Id.ToString(), $"{c.Name}（{c.Posts}）"));
        return spec with { Fields = [.. spec.Fields.Select(f => f.IsPeople ? f with { Kind = FieldKind.Multiple, Options = officers } : f)] };
    }

    private void SendCopies(Guid caseId, TaskOffer offer)
    {
        if (offer.Signers.Copies.Count > 0)
        {
            copies.Send(caseId, offer.Title, [.. people.Find(caseId, offer.Signers.Copies, offer.Variable).Select(s => new Colleague(s.PersonId, s.Name, s.Unit))]);
        }
    }

    private PostKey PostOf(string role, string postCode) => step.Sql.Single(
        """
        select p.unit_id, p.id from unit_role r join post p on p.tenant_id = r.tenant_id and p.unit_id = r.unit_id
        where r.tenant_id = @tenant and r.role_id = @role order by case when p.code = @code then 0 else 1 end, p.code limit 1
        """,
        row => new PostKey(row.GetGuid(0), row.GetGuid(1)),
        ("tenant", step.TenantId), ("role", role), ("code", postCode))
        ?? throw new InvalidOperationException($"没有单位承担“{role}”的职责，或该单位没有岗位。请管理员在“单位与人员”中设置后重试。");

    private sealed record PostKey(Guid UnitId, Guid PostId);
}

public sealed record TaskOffer(Guid BookmarkId, string ActivityId, string StepCode, string Title, string Role, string Post, TaskSpec Spec)
{
    /// <summary>Code of a deadline of the pack, a limit such as "5 wd", or the last day such as "2025-03-31".</summary>
    public string? Limit { get; init; }

    public SignerSettings Signers { get; init; } = new([]);

    /// <summary>The variables of the flow, for signers who stand in one.</summary>
    public Func<string, JsonNode?> Variable { get; init; } = _ => null;
}
