using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

public sealed class DraftTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Every_definition_of_the_packs_saves_back_equal()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var list = await studio.GetAsync("/workflow-definitions?versionOptions=Latest");
        Assert.True(list["items"]!.AsArray().Count >= 7);
        foreach (var id in list["items"]!.AsArray().Select(i => i!["definitionId"]!.ToString()))
        {
            var stored = Stored(id);
            var model = await studio.DefinitionAsync(id);
            model.Remove("$schema");
            var saved = await studio.SaveAsync(model);
            Assert.Equal(1, saved["workflowDefinition"]!["version"]!.GetValue<int>());
            Assert.Equal(stored, Stored(id));

            // What is drawn elsewhere makes a draft, and of that only the place is different.
            model.Activity(model["root"]!["activities"]![0]!["id"]!.ToString())["metadata"]!["designer"]!["position"]!["x"] = 35;
            await studio.SaveAsync(model);
            var (before, after) = (JsonNode.Parse(stored)!.AsObject(), JsonNode.Parse(Stored(id))!.AsObject());
            Assert.Equal(20, after["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"]!.GetValue<double>());
            after["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = before["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"]!.DeepClone();
            after["version"] = before["version"]!.DeepClone();
            Assert.True(JsonNode.DeepEquals(before, after), $"{id} lost something");
        }
    }

    [Fact]
    public async Task Results_of_a_step_are_its_ways_out_by_label_and_are_kept_by_code()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = await studio.DefinitionAsync("filing");
        Assert.Contains(("accept", "材料齐全，提请出具回执", "sign"), model.Lines());
        Assert.Equal("[\"材料齐全，提请出具回执\",\"一次性补正告知\",\"不符合标准，予以告知\"]", model.Activity("accept").Literal("results"));

        model.InsertTask("review", "accept", "材料齐全，提请出具回执", "sign");
        model.Activity("accept")["results"]!["expression"]!["value"] = "[\"材料齐全，提请出具回执\",\"一次性补正告知\",\"不符合标准，予以告知\",\"转办\"]";
        var shown = (await studio.SaveAsync(model))["workflowDefinition"]!.AsObject();
        var stored = JsonNode.Parse(Stored("filing"))!.AsObject();
        Assert.Contains(("accept", "Complete", "review"), stored.Lines());
        Assert.Contains(("review", "同意", "sign"), stored.Lines());
        Assert.Contains("{\"code\":\"转办\",\"label\":\"转办\"", stored.Activity("accept").Literal("actions"), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"Complete\"", stored.Activity("accept").Literal("actions"), StringComparison.Ordinal);
        Assert.False(stored.Activity("review").ContainsKey("results"));
        Assert.DoesNotContain("toyuflow", Stored("filing"), StringComparison.Ordinal);
        Assert.Contains(("accept", "材料齐全，提请出具回执", "review"), shown.Lines());

        // The editor saves again with what it held before the answer came: nothing is added twice.
        await studio.SaveAsync(model);
        Assert.Single(JsonNode.Parse(JsonNode.Parse(Stored("filing"))!.AsObject().Activity("accept").Literal("actions"))!.AsArray(), a => a!["code"]!.ToString() == "转办");
    }

    [Fact]
    public async Task A_draft_may_be_unfinished_but_not_unreadable()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = await studio.DefinitionAsync("filing");
        model.Activity("accept")["title"] = Flows.Wrap("5", "Variable");
        model.Connect("accept", "一次性补正告知", "nothing");
        Assert.Equal(2, (await studio.SaveAsync(model))["workflowDefinition"]!["version"]!.GetValue<int>());
        Assert.DoesNotContain((await studio.DefinitionAsync("filing")).Lines(), l => l.To == "nothing");

        var unknown = await studio.DefinitionAsync("filing");
        unknown.Activity("accept")["type"] = "Elsa.NoSuchThing";
        var refused = await studio.SaveRefusedAsync(unknown);
        Assert.Equal("accept", refused["faults"]![0]!["activityId"]!.ToString());
        Assert.Contains("Elsa.NoSuchThing", refused["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);

        var twice = await studio.DefinitionAsync("filing");
        twice.Activity("sign")["id"] = "accept";
        Assert.Contains("重复", (await studio.SaveRefusedAsync(twice))["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);

        var machine = new JsonObject { ["name"] = "示例状态机", ["root"] = new JsonObject { ["id"] = "r", ["type"] = "Elsa.StateMachine", ["version"] = 1 } };
        Assert.Contains("流程图", (await studio.SaveRefusedAsync(machine))["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);

        var taken = await studio.DefinitionAsync("filing");
        taken["name"] = "托育机构检查";
        Assert.Contains("已经有名为", (await studio.SaveRefusedAsync(taken))["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);

        var large = await studio.DefinitionAsync("filing");
        large["description"] = new string('长', 10_000_000);
        Assert.Contains("过大", (await studio.SaveRefusedAsync(large))["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, (await studio.DefinitionAsync("filing"))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Two_people_do_not_overwrite_each_other()
    {
        using var first = await StudioClient.SignInAsync(_app, "luxian-system");
        using var second = await StudioClient.SignInAsync(_app, "luxian-system2");
        var model = await first.DefinitionAsync("filing");
        model["description"] = "第一个人改的";
        await first.SaveAsync(model);
        (second.Window, second.Base) = ("two", "1");
        model["description"] = "第二个人改的";
        await second.SaveAsync(model);
        first.Base = "1";
        model["description"] = "第一个人又改";
        var refused = await first.SaveRefusedAsync(model);
        Assert.Equal("conflict", refused["kind"]!.ToString());
        Assert.Contains("测试系统管理员二", refused["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("第二个人改的", (await first.DefinitionAsync("filing"))["description"]!.ToString());
    }

    [Fact]
    public async Task An_imported_export_is_the_same_definition()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = (await studio.DefinitionAsync("filing")).InsertTask("review", "accept", "材料齐全，提请出具回执", "sign");
        await studio.SaveAsync(model);
        var file = JsonNode.Parse(await studio.Http.GetStringAsync($"{StudioClient.Api}/workflow-definitions/filing/export?versionOptions=Latest"))!.AsObject();
        var before = await studio.DefinitionAsync("filing");
        var imported = await studio.PostAsync("/workflow-definitions/import", file);
        Assert.True(JsonNode.DeepEquals(before["root"], imported["root"]));

        var copy = file.DeepClone().AsObject();
        (copy["definitionId"], copy["id"]) = ("copied", "copied-1");
        var other = await studio.PostAsync("/workflow-definitions/import", copy);
        Assert.True(JsonNode.DeepEquals(before["root"], other["root"]));
        Assert.NotEqual(before["name"]!.ToString(), other["name"]!.ToString());

        var zip = await studio.SendAsync(HttpMethod.Post, "/bulk-actions/export/workflow-definitions", new JsonObject { ["ids"] = new JsonArray(before["id"]!.ToString(), other["id"]!.ToString()) });
        using var archive = new System.IO.Compression.ZipArchive(await zip.Content.ReadAsStreamAsync());
        Assert.Equal(["copied.json", "filing.json"], archive.Entries.Select(e => e.Name).Order());
    }

    [Fact]
    public async Task A_definition_without_places_gets_a_readable_layout()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var file = await studio.DefinitionAsync("filing");
        (file["definitionId"], file["id"], file["name"]) = ("bare", "bare-1", "示例无布局");
        foreach (var activity in file["root"]!["activities"]!.AsArray())
        {
            activity!["metadata"]!.AsObject().Remove("designer");
        }

        var places = (await studio.PostAsync("/workflow-definitions/import", file))["root"]!["activities"]!.AsArray()
            .Select(a => a!["metadata"]!["designer"]!["position"]!).Select(p => (X: p["x"]!.GetValue<double>(), Y: p["y"]!.GetValue<double>())).ToList();
        Assert.All(places, a => Assert.DoesNotContain(places, b => b != a && Math.Abs(a.X - b.X) < 180 && Math.Abs(a.Y - b.Y) < 60));
    }

    private string Stored(string id) => _app.Read(sql => sql.Scalar<string>(
        "select json from definition_version where tenant_id = 'luxian' and definition_id = @id and is_latest = @yes", ("id", id), ("yes", true)))!;
}
