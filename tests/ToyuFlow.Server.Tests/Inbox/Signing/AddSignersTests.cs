using System.Net;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Signing;

/// <summary>加签 and 减签, through the use cases and the pages.</summary>
public sealed class AddSignersTests : IDisposable
{
    private static readonly string Owner = SigningFlow.Officers[0];
    private static readonly string Second = SigningFlow.Officers[1];
    private static readonly string Third = SigningFlow.Officers[2];
    private static readonly string Elsewhere = SigningFlow.Officers[4];

    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public AddSignersTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Whoever_asks_first_is_out_of_the_list_until_the_others_agreed()
    {
        var caseId = await _flow.BeginAsync();
        await AddAsync(caseId, Owner, SignKind.Before, SignMode.Sequence, Second, Elsewhere);
        Assert.Equal([Second], _flow.Waiting(caseId));
        using (var client = await _app.SignInAsync(Owner))
        using (var inbox = await client.GetPageAsync("/inbox"))
        {
            Assert.Null(inbox.QuerySelector($"a[href='/inbox/task/{Of(caseId, Owner).Id}']"));
        }

        await _flow.SignAsync(caseId, Second, opinion: "示例：材料属实");
        Assert.Equal([Elsewhere], _flow.Waiting(caseId));
        await _flow.SignAsync(caseId, Elsewhere);
        Assert.Equal([Owner], _flow.Waiting(caseId));
        Assert.True(Timers(Of(caseId, Owner).Id) > 0);
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        await _flow.SignAsync(caseId, Owner);
        Assert.Equal(("Accepted", 3), (_flow.Cases.Status(caseId), _flow.Result(caseId)!["signatures"]!.AsArray().Count));
    }

    [Theory]
    [InlineData(SignKind.Before)]
    [InlineData(SignKind.After)]
    public async Task A_no_of_somebody_added_is_the_steps_no(SignKind kind)
    {
        var caseId = await _flow.BeginAsync();
        await AddAsync(caseId, Owner, kind, SignMode.All, Second, Elsewhere);
        if (kind == SignKind.After)
        {
            Assert.Equal([Owner], _flow.Waiting(caseId));
            await _flow.SignAsync(caseId, Owner);
            Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        }

        await _flow.SignAsync(caseId, Second, "Refuse", "示例：场地不符");
        Assert.Equal("Refused", _flow.Cases.Status(caseId));
        Assert.Equal("示例：场地不符", _flow.Result(caseId)!["opinion"]!.ToString());
        Assert.Empty(_flow.Waiting(caseId));
    }

    [Fact]
    public async Task After_the_owner_agreed_one_of_the_added_is_enough_where_any_is()
    {
        var caseId = await _flow.BeginAsync();
        await AddAsync(caseId, Owner, SignKind.After, SignMode.Any, Second, Elsewhere);
        await _flow.SignAsync(caseId, Owner);
        await _flow.SignAsync(caseId, Elsewhere);
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
        Assert.Equal(Second, Assert.Single(_flow.Round(caseId), t => t.Status == WorkTaskStatus.Cancelled).User);
    }

    [Fact]
    public async Task One_more_in_the_round_is_counted_and_taken_back_counted_out()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("vote"), ("strict", SigningFlow.Literal("true")), SigningFlow.First(3));
        await _flow.SignAsync(caseId, Owner);
        await AddAsync(caseId, Second, SignKind.Beside, SignMode.All, Elsewhere);
        await _flow.SignAsync(caseId, Second);
        Assert.Equal("Submitted", _flow.Cases.Status(caseId)); // 2 of 4
        await RemoveAsync(caseId, Second, Elsewhere);
        Assert.Equal("Accepted", _flow.Cases.Status(caseId));
    }

    [Fact]
    public async Task Taking_back_everybody_gives_the_task_back_and_approves_nothing()
    {
        var caseId = await _flow.BeginAsync();
        await AddAsync(caseId, Owner, SignKind.Before, SignMode.All, Second, Elsewhere);
        await RemoveAsync(caseId, Owner, Second);
        await RemoveAsync(caseId, Owner, Elsewhere);
        Assert.Equal([Owner], _flow.Waiting(caseId));
        Assert.Equal("Submitted", _flow.Cases.Status(caseId));
        Assert.Contains("减签", Of(caseId, Second).ClosedBecause, StringComparison.Ordinal);
        Assert.Equal(0, Timers(Of(caseId, Second).Id));
    }

    [Fact]
    public async Task Only_whoever_added_or_the_system_administrator_takes_back_and_not_after_the_act()
    {
        var caseId = await _flow.BeginAsync();
        await AddAsync(caseId, Owner, SignKind.Before, SignMode.All, Second, Third, Elsewhere);
        await Assert.ThrowsAsync<MissingException>(() => RemoveAsync(caseId, Third, Second));
        await Assert.ThrowsAsync<MissingException>(() => RemoveAsync(caseId, "luxian-audit", Second));
        await RemoveAsync(caseId, "luxian-system", Second);
        var (signed, seen) = (Of(caseId, Elsewhere), Of(caseId, Elsewhere).Revision);
        await _flow.SignAsync(caseId, Elsewhere);
        await Assert.ThrowsAsync<ConflictException>(() => _app.AsAsync<RemoveSigner>(Owner, (remove, token) => remove.RunAsync(signed.Id, seen, "示例", token)));
        Assert.Equal([Third], _flow.Waiting(caseId));
    }

    [Fact]
    public async Task Whoever_was_added_adds_nobody_unless_the_step_says_so()
    {
        var caseId = await _flow.BeginAsync();
        await AddAsync(caseId, Owner, SignKind.Before, SignMode.All, Second);
        await Assert.ThrowsAsync<ForbiddenException>(() => AddAsync(caseId, Second, SignKind.Before, SignMode.All, Elsewhere));
        var deeper = await _flow.BeginAsync(("addDepth", SigningFlow.Literal("2")));
        await AddAsync(deeper, Owner, SignKind.Before, SignMode.All, Second);
        await AddAsync(deeper, Second, SignKind.Before, SignMode.All, Elsewhere);
        Assert.Equal([Elsewhere], _flow.Waiting(deeper));
        await RemoveAsync(deeper, Owner, Second);
        Assert.Equal([Owner], _flow.Waiting(deeper)); // and with Second whom they had added
    }

    [Fact]
    public async Task Nobody_is_added_twice_nor_without_reason_nor_where_the_step_forbids_it()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2), ("allow", SigningFlow.List("""["transfer","add-before"]""")));
        await Assert.ThrowsAsync<InvalidInputException>(() => AddAsync(caseId, Owner, SignKind.Before, SignMode.All, Second));
        await Assert.ThrowsAsync<InvalidInputException>(() => AddAsync(caseId, Owner, SignKind.Before, SignMode.All));
        await Assert.ThrowsAsync<ForbiddenException>(() => AddAsync(caseId, Owner, SignKind.After, SignMode.All, Elsewhere));
        var task = Of(caseId, Owner);
        await Assert.ThrowsAsync<InvalidInputException>(() => _app.AsAsync<AddSigners, int>(Owner, (add, token) => add.RunAsync(
            new SignersToAdd(task.Id, task.Revision, SignKind.Before, [Id(Elsewhere)], " "), token)));
        await Assert.ThrowsAsync<ConflictException>(() => _app.AsAsync<AddSigners, int>(Owner, (add, token) => add.RunAsync(
            new SignersToAdd(task.Id, task.Revision + 1, SignKind.Before, [Id(Elsewhere)], "示例"), token)));
        Assert.Equal(2, _flow.Round(caseId).Count);
    }

    [Fact]
    public async Task Adding_twice_by_one_form_is_done_once_and_the_page_shows_the_round()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.Mode("all"), SigningFlow.First(2));
        var task = Of(caseId, Owner);
        using var client = await _app.SignInAsync(Owner);
        var path = AddSignerModel.Path(task.Id, SignKind.Before);
        using (var page = await client.GetPageAsync(path))
        {
            Assert.DoesNotContain(page.QuerySelectorAll("#person option"), o => o.GetAttribute("value") == Id(Second).ToString());
        }

        var fields = new Dictionary<string, string>
        {
            ["person"] = Id(Elsewhere).ToString(),
            ["how"] = "All",
            ["reason"] = "示例：请先看场地",
            ["revision"] = $"{task.Revision}",
            ["operation"] = "add-1",
        };
        using var first = await client.PostFormAsync(path, fields);
        using var second = await client.PostFormAsync(path, fields);
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], [first.StatusCode, second.StatusCode]);
        Assert.Equal(3, _flow.Round(caseId).Count);
        using (var waiting = await client.GetPageAsync($"/inbox/task/{task.Id}"))
        {
            Assert.Contains("现在由其他签办人先办", waiting.QuerySelector("#decide")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(waiting.QuerySelector($"a[href='{RemoveSignerModel.Path(Of(caseId, Elsewhere).Id)}']"));
        }

        var back = RemoveSignerModel.Path(Of(caseId, Elsewhere).Id);
        using var removed = await client.PostFormAsync(back, new Dictionary<string, string> { ["reason"] = "示例：不必了", ["revision"] = $"{Of(caseId, Elsewhere).Revision}", ["operation"] = "remove-1" });
        Assert.Equal(HttpStatusCode.Found, removed.StatusCode);
        using var page2 = await client.GetPageAsync($"/inbox/task/{task.Id}");
        Assert.Contains("会签 0/2", page2.QuerySelector(".tf-round")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'task.signer-removed'")));
    }

    private SignedTask Of(Guid caseId, string userName) => _flow.Round(caseId).Single(t => t.User == userName);

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private Task<int> AddAsync(Guid caseId, string by, SignKind kind, SignMode method, params string[] people)
    {
        var task = _flow.Round(caseId).FirstOrDefault(t => t.User == by) ?? _flow.Round(caseId)[0]; // a post's task is nobody's yet
        return _app.AsAsync<AddSigners, int>(by, (add, token) => add.RunAsync(new SignersToAdd(task.Id, task.Revision, kind, [.. people.Select(Id)], "示例加签") { Method = method }, token));
    }

    private Task RemoveAsync(Guid caseId, string by, string person)
    {
        var task = Of(caseId, person);
        return _app.AsAsync<RemoveSigner>(by, (remove, token) => remove.RunAsync(task.Id, task.Revision, "示例减签", token));
    }

    private long Timers(Guid task) => _app.Read(sql => sql.Scalar<long>("select count(*) from timer where subject_id = @task", ("task", task)));
}
