using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Conventions.Strangers;

/// <summary>Every route that takes an id, asked for the real ids of one side by those whom they do not concern.</summary>
public sealed class StrangerTests(OneSide side) : IClassFixture<OneSide>
{
    /// <summary>Without the designer's API, where the same definition is there in each county: AccessTests ask that one.</summary>
    private readonly IReadOnlyList<RouteTarget> _targets = [.. RouteTarget.All(side.App).Where(t => !t.Route.StartsWith("elsa/", StringComparison.Ordinal))];

    [Fact]
    public void Every_route_that_takes_an_id_has_its_line_in_the_table() => Assert.Empty(
        from target in _targets
        where !RouteTable.Public.ContainsKey(target.Route)
        let line = RouteTable.Find(target)
        from name in target.InRoute.Concat(target.Elsewhere)
        where line?.Of(name) is null
        select $"{target}: {name}");

    [Fact]
    public void Every_line_of_the_table_is_a_route() => Assert.Empty(
        RouteTable.Lines.Select(l => l.Route).Concat(RouteTable.Public.Keys).Concat(RouteTable.Exceptions.Select(e => e.Route)).Except(_targets.Select(t => t.Route)));

    /// <summary>Without this the others would pass with ids that lead nowhere.</summary>
    [Fact]
    public async Task Whom_it_concerns_gets_each_page()
    {
        var wrong = new List<string>();
        foreach (var owner in Asked().Where(t => t.IsRead).GroupBy(t => RouteTable.Find(t)!.Owner))
        {
            using var client = await side.App.SignInAsync(owner.Key);
            foreach (var target in owner)
            {
                using var answer = await AskAsync(client, target, "");
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    wrong.Add($"{owner.Key} {target}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [InlineData(Stranger.AnotherOperator)]
    [InlineData(Stranger.OfficerOfAnotherUnit)]
    [InlineData(Stranger.SameOfficeOfAnotherCounty)]
    [InlineData(Stranger.Nobody)]
    public async Task A_stranger_reads_nothing_and_changes_nothing(Stranger stranger)
    {
        var wrong = new List<string>();
        foreach (var asked in Asked().GroupBy(t => UserName(stranger, RouteTable.Find(t)!)))
        {
            using var client = asked.Key is null ? side.App.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }) : await side.App.SignInAsync(asked.Key);
            var token = await TokenAsync(client, asked.Key);
            foreach (var target in asked)
            {
                using var database = new Watch(side.App.Services.GetRequiredService<DatabaseOptions>().FilePath);
                using var answer = await AskAsync(client, target, token);
                if (database.HasChanged)
                {
                    wrong.Add($"{asked.Key} {target} changed something");
                }

                if (!IsRefused(target, answer) && !(RouteTable.MayRead(target, stranger) && answer.StatusCode == HttpStatusCode.OK))
                {
                    wrong.Add($"{asked.Key} {target}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task What_a_stranger_may_read_is_really_there_for_them()
    {
        foreach (var exception in RouteTable.Exceptions.Where(e => e.Who == Stranger.OfficerOfAnotherUnit))
        {
            using var client = await side.App.SignInAsync("luxian-housing-inspect");
            using var answer = await AskAsync(client, _targets.Single(t => t.Route == exception.Route && t.IsRead), "");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static string? UserName(Stranger stranger, RouteLine line) => stranger switch
    {
        Stranger.AnotherOperator => "luxian-operator2",
        Stranger.OfficerOfAnotherUnit => "luxian-housing-inspect",
        Stranger.SameOfficeOfAnotherCounty => line.Owner.Replace(ToyuFlowApp.Tenant, OneSide.OtherCounty, StringComparison.Ordinal),
        _ => null,
    };

    /// <summary>There is no such thing, it is not for them, or they are asked to sign in; after a change that did not come about also the way back to one's own page.</summary>
    private static bool IsRefused(RouteTarget target, HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => true,
        HttpStatusCode.Redirect => !target.IsRead || LeadsOut(answer.Headers.Location!),
        _ => false,
    };

    private static bool LeadsOut(Uri location) =>
        location.OriginalString.Contains("/accounts/signin", StringComparison.Ordinal) || location.OriginalString.Contains("/accounts/denied", StringComparison.Ordinal);

    private static async Task<string> TokenAsync(HttpClient client, string? userName)
    {
        using var page = await client.GetPageAsync(userName is null ? "/accounts/signin" : "/accounts/profile");
        return page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    private IEnumerable<RouteTarget> Asked() => _targets.Where(t => !RouteTable.Public.ContainsKey(t.Route));

    private async Task<HttpResponseMessage> AskAsync(HttpClient client, RouteTarget target, string token)
    {
        var line = RouteTable.Find(target)!;
        var ids = target.InRoute.Concat(target.Elsewhere).ToDictionary(name => name, name => line.Of(name) is { } of ? side.Ids.GetValueOrDefault(of, of) : "");
        var path = "/" + string.Join('/', target.Route.Split('/').Select(part => part.StartsWith('{') ? ids[part.Trim('{', '}').Split(':', '?')[0]] : part));
        var query = target.Handler is null ? path : QueryHelpers.AddQueryString(path, "handler", target.Handler);
        var elsewhere = target.Elsewhere.ToDictionary(name => name, name => (string?)ids[name]);
        using var request = new HttpRequestMessage(new HttpMethod(target.Method), target.IsRead ? QueryHelpers.AddQueryString(query, elsewhere) : query);
        if (!target.IsRead)
        {
            request.Headers.Add("RequestVerificationToken", token);
            request.Content = target.Route.StartsWith("api/", StringComparison.Ordinal)
                ? JsonContent.Create(new { Revision = 1, Action = "Pass", Opinion = "示例意见" })
                : new FormUrlEncodedContent(elsewhere.Concat(Filled(token)));
        }

        return await client.SendAsync(request);
    }

    /// <summary>What the forms ask for, so that it is not for want of an answer that they are refused.</summary>
    private static Dictionary<string, string?> Filled(string token) => new Dictionary<string, string?>
    {
        ["__RequestVerificationToken"] = token,
        ["reason"] = "示例理由，写得足够长",
        ["opinion"] = "示例意见",
        ["task.action"] = "Pass",
        ["action"] = "Pass",
        ["revision"] = "1",
        ["standing"] = "none",
        ["documentNumber"] = "示例〔2025〕1号",
        ["documentDate"] = "2025-03-07",
        ["matter"] = "operating-subsidy",
        ["op"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
        ["operation"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
    };

    /// <summary>Sees whether anybody else has committed anything to the database meanwhile.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly long _before;

        public Watch(string file)
        {
            _connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            _connection.Open();
            _before = Version();
        }

        public bool HasChanged => Version() != _before;

        public void Dispose() => _connection.Dispose();

        private long Version()
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "pragma data_version";
            return (long)command.ExecuteScalar()!;
        }
    }
}
