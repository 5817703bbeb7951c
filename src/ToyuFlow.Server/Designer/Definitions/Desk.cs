using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Reviews;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Runs the acts of the signed-in administrator in steps of their own and answers with what is there afterwards.</summary>
public sealed class Desk(Steps steps, CurrentUser user, Designers designers, DefinitionReader reader, IHttpContextAccessor accessor)
{
    public bool MayPublish => designers.MayPublish;

    private CancellationToken Aborted => accessor.HttpContext!.RequestAborted;

    public Task<DefinitionVersion> RunAsync(Func<DefinitionDesk, CancellationToken, Task<DefinitionVersion>> act) => steps.RunAsync(user.Actor, null, act, Aborted);

    public async Task<IResult> DoAsync(Func<DefinitionDesk, CancellationToken, Task> act)
    {
        await steps.RunAsync(user.Actor, null, act, Aborted);
        return Results.NoContent();
    }

    /// <summary>One after the other; the first refusal ends it and is told, what was done before stays done.</summary>
    public async Task<int> EachAsync(IEnumerable<string> ids, Func<DefinitionDesk, string, CancellationToken, Task> act)
    {
        var done = 0;
        foreach (var id in ids)
        {
            await steps.RunAsync<DefinitionDesk>(user.Actor, null, (d, token) => act(d, id, token), Aborted);
            done++;
        }

        return done;
    }

    /// <summary>Publishes, or says that a second administrator has to: Studio must not claim that something is in force which is not.</summary>
    public async Task<PublishOutcome> PublishAsync(string definitionId)
    {
        var outcome = await steps.RunAsync<PublishDesk, PublishOutcome>(user.Actor, null, (d, token) => d.PublishAsync(definitionId, token), Aborted);
        return outcome.Asked is null
            ? outcome
            : throw new AwaitsReviewException($"“{outcome.Version.Name}”正在使用，发布要由另一名管理员复核。草稿（第 {outcome.Version.Version} 版）已保存，发布申请已提交；复核人在“流程设计”页面可以看到改动对比。");
    }

    public JsonObject Full(Guid versionId) => DefinitionAnswers.Full(Read(versionId), designers.MayEdit);

    public JsonObject Summary(Guid versionId) => DefinitionAnswers.Summary(Read(versionId).Row, designers.MayEdit);

    public bool IsPublished(string definitionId) => reader.Find(user.TenantId, definitionId, "Published") is not null;

    private DefinitionText Read(Guid versionId) => reader.Find(user.TenantId, versionId) ?? throw new MissingException();
}
