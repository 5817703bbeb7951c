using System.Net;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.Filters;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Cases;

/// <summary>常用筛选 of the lists, each person's own; and the search for what was written in opinions.</summary>
public sealed class SavedFilterTests : IDisposable
{
    private const string Owner = "luxian-samr-accept";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public SavedFilterTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_filter_is_kept_under_its_name_for_its_person_alone()
    {
        using var client = await _app.SignInAsync(Owner);
        using (var page = await client.GetPageAsync("/inbox?scope=Mine&due=Overdue"))
        {
            Assert.NotNull(page.QuerySelector("#saved-filters input[name=name]"));
        }

        using var saved = await SaveAsync(client, "Inbox", "示例：急件", "?scope=Mine&due=Overdue");
        using var again = await SaveAsync(client, "Inbox", "示例：急件", "?scope=Mine&due=Overdue");
        using var shown = await client.GetPageAsync("/inbox?scope=Mine&due=Overdue");
        Assert.Equal("/inbox?scope=Mine&due=Overdue", Assert.Single(shown.QuerySelectorAll("#saved-filters a[aria-current]")).GetAttribute("href"));
        using var other = await _app.SignInAsync("luxian-samr-review");
        Assert.DoesNotContain("示例：急件", WebUtility.HtmlDecode(await other.GetStringAsync("/inbox?scope=All")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Inbox", "?scope=Mine&evil=1&due=Nonsense", "/inbox?scope=Mine")]
    [InlineData("Cases", "?status=Accepted&after=1-2&matter=registration", "/cases?matter=registration&status=Accepted")]
    public async Task What_is_kept_is_read_again_when_used_and_only_what_the_list_knows_is_left(string place, string query, string href)
    {
        using var client = await _app.SignInAsync(Owner);
        using var saved = await SaveAsync(client, place, "示例", query);
        using var page = await client.GetPageAsync(place == "Inbox" ? "/inbox?scope=All" : "/cases?q=");
        Assert.Equal(href, page.QuerySelectorAll("#saved-filters a").First(a => a.TextContent == "示例").GetAttribute("href"));
    }

    [Theory]
    [InlineData("Inbox", "/inbox", "?scope=Mine")]
    [InlineData("Cases", "/cases", "?status=Accepted")]
    public async Task A_list_opens_with_the_one_that_was_chosen_until_it_is_not(string place, string list, string query)
    {
        using var client = await _app.SignInAsync(Owner);
        using var saved = await SaveAsync(client, place, "示例", query);
        var id = Id("示例");
        using var chosen = await client.PostFormAsync(FiltersModel.Path, new Dictionary<string, string> { ["id"] = id, ["on"] = "true" }, FiltersModel.Path + "?handler=Default");
        using var opened = await client.GetAsync(list);
        Assert.Equal(list + query, opened.Headers.Location?.OriginalString);
        using var left = await client.PostFormAsync(FiltersModel.Path, new Dictionary<string, string> { ["id"] = id, ["on"] = "false" }, FiltersModel.Path + "?handler=Default");
        using var plain = await client.GetAsync("/cases");
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
    }

    [Fact]
    public async Task A_filter_is_renamed_and_forgotten_by_its_person_only()
    {
        await KeepAsync(Owner, k => k.Save(FilterPlace.Inbox, "示例甲", "?scope=Mine"));
        await KeepAsync(Owner, k => k.Save(FilterPlace.Inbox, "示例乙", "?scope=Pool"));
        var id = Guid.Parse(Id("示例甲"));
        await Assert.ThrowsAsync<MissingException>(() => KeepAsync("luxian-samr-review", k => k.Delete(id)));
        await Assert.ThrowsAsync<InvalidInputException>(() => KeepAsync(Owner, k => k.Rename(id, "示例乙")));
        await Assert.ThrowsAsync<InvalidInputException>(() => KeepAsync(Owner, k => k.Rename(id, " ")));
        await KeepAsync(Owner, k => k.Rename(id, "示例丙"));
        await KeepAsync(Owner, k => k.Delete(id));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from saved_filter")));
    }

    [Fact]
    public async Task Officers_find_cases_and_tasks_by_what_was_written_in_an_opinion_and_applicants_do_not()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(caseId, "accept", Owner, "Accept", "示例：场地证明用途需要复核");
        using var officer = await _app.SignInAsync("luxian-samr-review");
        using (var found = await officer.GetPageAsync("/cases?q=用途需要复核"))
        {
            Assert.Single(found.QuerySelectorAll("[data-list] tbody tr"));
        }

        using (var none = await officer.GetPageAsync("/cases?q=没有写过的话"))
        {
            Assert.Empty(none.QuerySelectorAll("[data-list] tbody tr"));
        }

        using var inbox = await officer.GetPageAsync("/inbox?scope=All&q=用途需要复核");
        Assert.Single(inbox.QuerySelectorAll("#tasks tbody tr"));
        using var applicant = await _app.SignInAsync("luxian-operator");
        using var own = await applicant.GetPageAsync("/cases?q=用途需要复核");
        Assert.Empty(own.QuerySelectorAll("[data-list] tbody tr"));
    }

    private static Task<HttpResponseMessage> SaveAsync(HttpClient client, string place, string name, string query) => client.PostFormAsync(
        "/notifications", new Dictionary<string, string> { ["place"] = place, ["name"] = name, ["query"] = query }, FiltersModel.Path + "?handler=Save");

    private Task KeepAsync(string who, Action<KeepFilter> act) => _app.AsAsync<KeepFilter>(who, (keep, _) =>
    {
        act(keep);
        return Task.CompletedTask;
    });

    private string Id(string name) => _app.Read(sql => sql.List("select id from saved_filter where name = @name", row => row.GetGuid(0), ("name", name)))[0].ToString();
}
