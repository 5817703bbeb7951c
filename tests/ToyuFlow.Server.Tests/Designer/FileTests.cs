using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Designer.Files;
using ToyuFlow.Server.Tests.Conventions;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

public sealed class FileTests : IDisposable
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(Repository.Root, "workflows", "common", "filing.json"));
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_changed_file_is_published_where_nobody_has_edited_the_definition()
    {
        await TakeAsync(Shipped);
        Assert.Equal((1, "Published"), Newest());
        await TakeAsync(Changed("文件的第二版"));
        Assert.Equal((2, "Published"), Newest());
        Assert.Equal("文件的第二版", JsonNode.Parse(Json(2))!["description"]!.ToString());
        await TakeAsync(Changed("文件的第二版"));
        Assert.Equal((2, "Published"), Newest());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_changes_where_the_county_has_edited_waits_for_a_decision(bool take)
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = await studio.DefinitionAsync("filing");
        model["description"] = "本县改的";
        await studio.SaveAsync(model);
        await TakeAsync(Changed("文件的第二版"));
        Assert.Equal((2, "Draft"), Newest());
        using var index = await studio.Http.GetPageAsync("/designer");
        Assert.Contains("文件有新内容", index.QuerySelector(".ds-waiting")!.TextContent, StringComparison.Ordinal);

        using var answer = await studio.Http.PostFormAsync("/designer", new Dictionary<string, string> { ["take"] = take ? "true" : "false" }, "/designer?handler=File&id=filing");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(take ? (3, "Published") : (2, "Draft"), Newest());
        Assert.Equal("本县改的", JsonNode.Parse(Json(2))!["description"]!.ToString());
        using var after = await studio.Http.GetPageAsync("/designer");
        Assert.Null(after.QuerySelector(".ds-waiting"));
        await TakeAsync(Changed("文件的第二版"));
        Assert.Equal(take ? (3, "Published") : (2, "Draft"), Newest());
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = @action", ("action", take ? "definition.file-taken" : "definition.file-declined"))));
    }

    [Fact]
    public async Task What_was_edited_goes_back_to_files_and_is_known_again()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var untouched = JsonNode.Parse(await studio.Http.GetStringAsync($"{StudioClient.Api}/workflow-definitions/filing/export?versionOptions=Latest"))!.AsObject();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Shipped)!["root"], untouched["root"]));

        await studio.SaveRefusedAsync((await studio.DefinitionAsync("filing")).InsertTask("review", "accept", "材料齐全，提请出具回执", "sign"), publish: true);
        using var second = await StudioClient.SignInAsync(_app, "luxian-system2");
        var request = _app.Read(sql => sql.Scalar<string>("select id from publish_request where decision = 'Open'"));
        await second.Http.PostFormAsync($"/designer/review/{request}", new Dictionary<string, string>(), $"/designer/review/{request}?handler=Approve");
        using var zip = new ZipArchive(await studio.Http.GetStreamAsync("/designer?handler=Files"));
        Assert.Equal(7, zip.Entries.Count);
        using var reader = new StreamReader(zip.GetEntry("filing.json")!.Open());
        var exported = await reader.ReadToEndAsync();
        Assert.Contains("示例复核", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("toyuflowResults", exported, StringComparison.Ordinal);

        // The exported file replaces the shipped one: nothing waits, nothing is published again, and the next file is taken as usual.
        await TakeAsync(exported);
        Assert.Equal((2, "Published"), Newest());
        using var index = await studio.Http.GetPageAsync("/designer");
        Assert.Null(index.QuerySelector(".ds-waiting"));
        await TakeAsync(Changed("文件的第三版"));
        Assert.Equal((3, "Published"), Newest());
    }

    private static string Changed(string description)
    {
        var json = JsonNode.Parse(Shipped)!.AsObject();
        json["description"] = description;
        return json.ToJsonString();
    }

    private Task TakeAsync(string json) => _app.Steps.RunAsync<TakeDefinitionFile>(
        ToyuFlow.Server.Storage.Actor.System(ToyuFlowApp.Tenant), null, (files, token) => files.RunAsync("common/filing.json", json, token), CancellationToken.None);

    private (int Version, string State) Newest() => _app.Read(sql => sql.List(
        "select version, is_published from definition_version where tenant_id = 'luxian' and definition_id = 'filing' and is_latest = @yes",
        row => (row.GetInt32(0), row.GetBoolean(1) ? "Published" : "Draft"), ("yes", true)))[0];

    private string Json(int version) => _app.Read(sql => sql.Scalar<string>(
        "select json from definition_version where tenant_id = 'luxian' and definition_id = 'filing' and version = @version", ("version", version)))!;
}
