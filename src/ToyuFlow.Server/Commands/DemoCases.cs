using System.Globalization;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Recognition;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>
/// Invented institutions at different points of the way, so that every list of the demo has something in it. Each step is done by the demo's own
/// people through the use cases that the pages call. Done once.
/// </summary>
public sealed partial class DemoCases(PackCatalog packs, Steps steps, DatabaseReader reader, TimeProvider time, IServiceScopeFactory scopes, ILogger<DemoCases> log)
{
    private const int All = int.MaxValue;

    /// <summary>How far each institution has come: the matters in order, and how many decisions each has had.</summary>
    private static readonly DemoInstitution[] Institutions =
    [
        new("示例·向日葵托育园", "91990000MA00001112", [new("registration", All), new("filing", All), new("acceptance", All), new("operating-subsidy", 1)]) { IsDemonstration = true },
        new("示例·竹蜻蜓托育园", "91990000MA000012XR", [new("registration", All), new("filing", All), new("acceptance", 3)]),
        new("示例·小雨点托育中心", "91990000MA0000138R", [new("registration", All), new("filing", 0)]),
        new("示例·红苹果托育园", "91990000MA0000146L", [new("registration", 0) { Corrected = true }]),
        new("示例·小山竹托育园", "91990000MA0000154F", [new("registration", 1)]),
        new("示例·月亮船托育园", "91990000MA0000162A", [new("registration", 0)]),
    ];

    private DateOnly Today => BeijingTime.DateOf(time.GetUtcNow());

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var pack in packs.Packs.Where(p => !HasCases(p.Id)))
        {
            try
            {
                foreach (var institution in Institutions)
                {
                    await FillAsync(pack, institution, cancellationToken);
                }

                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<MakePlansJob>().RunAsync(pack.Id, cancellationToken);
            }
            catch (RefusedException refused)
            {
                // A pack whose settings refuse a matter still gets the people and what could be done.
                OnlyPartly(log, pack.Id, refused.Message);
            }
        }
    }

    private bool HasCases(string tenant) => reader.Read(sql => sql.Scalar<long>("select count(*) from case_file where tenant_id = @tenant", ("tenant", tenant))) > 0;

    private async Task FillAsync(PolicyPack pack, DemoInstitution wanted, CancellationToken cancellationToken)
    {
        var founder = ActorOf(pack.Id, $"{pack.Id}-operator3");
        var institution = await steps.RunAsync<InstitutionRegister, Guid>(founder, null,
            async (register, token) => (await register.FoundAsync(founder.PersonId!.Value, wanted.Name, "profit", token)).Id, cancellationToken);
        foreach (var matter in wanted.Matters)
        {
            if (matter.Code == "operating-subsidy" && wanted.IsDemonstration)
            {
                await RecognizeAsync(pack, institution, cancellationToken);
            }

            var caseId = await ApplyAsync(pack, founder, institution, wanted, matter.Code, cancellationToken);
            var left = matter.Decisions;
            while (left > 0 && await DecideAsync(pack.Id, caseId, wanted, false, cancellationToken))
            {
                left--;
            }

            if (matter.Corrected)
            {
                await DecideAsync(pack.Id, caseId, wanted, true, cancellationToken);
            }
        }
    }

    private async Task<Guid> ApplyAsync(PolicyPack pack, Actor founder, Guid institution, DemoInstitution wanted, string matterCode, CancellationToken cancellationToken)
    {
        var matter = pack.Matter(matterCode);
        var form = SampleAnswers.Fill(matter, Today, new Dictionary<string, string>
        {
            ["name"] = wanted.Name,
            ["type"] = "profit",
            ["uscc"] = wanted.CreditCode,
            ["founder_uscc"] = wanted.CreditCode,
            ["account_name"] = wanted.Name,
        });
        var caseId = await steps.RunAsync<Applications, Guid>(founder, null, (a, token) => a.OpenAsync(institution, matterCode, token), cancellationToken);
        await steps.RunAsync<Applications>(founder, null, (a, token) => a.SaveDraftAsync(caseId, Revision(caseId), form, token), cancellationToken);
        foreach (var material in matter.RequiredMaterials(form))
        {
            await steps.RunAsync<Materials>(founder, null, (m, token) => m.AddAsync(caseId, material.Code, SampleAnswers.File(material, Today), token), cancellationToken);
        }

        await steps.RunAsync<Applications>(founder, null, (a, token) => a.SubmitAsync(caseId, Revision(caseId), token), cancellationToken);
        return caseId;
    }

    /// <summary>One open task of the case is decided by a holder of its post: by its main action, or by the one that asks for a correction. False when nobody of the offices has one.</summary>
    private async Task<bool> DecideAsync(string tenant, Guid caseId, DemoInstitution wanted, bool asksForCorrection, CancellationToken cancellationToken)
    {
        var task = reader.Read(sql => sql.Single(
            """
            select t.id, t.revision, t.spec, p.user_name from work_task t
            join post_holder h on h.tenant_id = t.tenant_id and h.post_id = t.post_id join person p on p.id = h.person_id
            where t.tenant_id = @tenant and t.case_id = @case and t.status = 'Open' and t.for_applicant = @no order by t.created_at, t.id
            """,
            row => new DemoTask(row.GetGuid(0), row.GetInt64(1), TaskSpec.FromJson(row.GetString(2)), row.GetString(3)), ("tenant", tenant), ("case", caseId), ("no", false)));
        if (task is null || task.Spec.Actions.FirstOrDefault(a => asksForCorrection ? a.Effect == "correction" : a.Tone == "primary") is not { } action)
        {
            return false;
        }

        var input = SampleInput.Of(
            task.Spec,
            new TaskInput(task.Id, task.Revision, action.Code, asksForCorrection ? "申请书缺少举办者签字，请补正后一并提交。" : "经核查，符合规定条件，同意。"),
            Today, new Dictionary<string, string> { ["uscc"] = wanted.CreditCode, ["places"] = "60" }, "第 2 页缺少举办者签字，请签字后重新上传。");
        await steps.RunAsync<CompleteTask, TaskOutcome>(ActorOf(tenant, task.UserName), null, (complete, token) => complete.RunAsync(input, token), cancellationToken);
        return true;
    }

    private Task RecognizeAsync(PolicyPack pack, Guid institution, CancellationToken cancellationToken)
    {
        var lead = ActorOf(pack.Id, $"{pack.Id}-{pack.LeadRole.ToLowerInvariant().Replace('_', '-')}-approve");
        var number = string.Create(CultureInfo.InvariantCulture, $"示例普惠〔{Today.Year}〕1号");
        return steps.RunAsync<RecognizeInstitution>(lead, null, (recognize, token) => recognize.RunAsync(new RecognitionDecision(institution, true, true, number, Today), token), cancellationToken);
    }

    private Actor ActorOf(string tenant, string userName) => reader.Read(sql => sql.Single(
        "select id, display_name, kind from person where tenant_id = @tenant and user_name = @name",
        row => new Actor(row.GetGuid(0), row.GetString(1), row.Named<ActorKind>(2), tenant), ("tenant", tenant), ("name", userName)))
        ?? throw new InvalidOperationException($"示范账号 {userName} 不存在。");

    private long Revision(Guid caseId) => reader.Read(sql => sql.Scalar<long>("select revision from case_file where id = @id", ("id", caseId)));

    [LoggerMessage(LogLevel.Warning, "The demo cases of {Tenant} were filled only partly: {Reason}")]
    private static partial void OnlyPartly(ILogger log, string tenant, string reason);

    private sealed record DemoInstitution(string Name, string CreditCode, DemoMatter[] Matters)
    {
        public bool IsDemonstration { get; init; }
    }

    private sealed record DemoMatter(string Code, int Decisions)
    {
        public bool Corrected { get; init; }
    }

    private sealed record DemoTask(Guid Id, long Revision, TaskSpec Spec, string UserName);
}
