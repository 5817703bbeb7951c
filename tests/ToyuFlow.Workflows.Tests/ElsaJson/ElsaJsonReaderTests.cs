using System.Text.Json.Nodes;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Workflows.Tests.ElsaJson;

public sealed class ElsaJsonReaderTests
{
    public static TheoryData<string> Recorded() => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Conformance"), "*.json", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is "definition.json" || Path.GetFileName(f).StartsWith("child", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(AppContext.BaseDirectory, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_round_trip_changes_nothing_that_the_designer_saved(string file)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));
        var written = ElsaJsonWriter.Write(ElsaJsonReader.Read(text));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(written)));
        Assert.Equal(written, ElsaJsonWriter.Write(ElsaJsonReader.Read(written)));
    }

    [Fact]
    public void Fields_and_activities_that_nobody_knows_are_kept()
    {
        const string Text = """{"definitionId":"x","future":{"a":[1,null]},"root":{"id":"r","type":"Elsa.Sequence","customProperties":{"mergeMode":"Race","x":{"y":1}},"activities":[{"id":"n","type":"Newer.Thing","version":7,"payload":{"deep":true}}]}}""";
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text), JsonNode.Parse(ElsaJsonWriter.Write(ElsaJsonReader.Read(Text)))));
    }

    [Theory]
    [InlineData("{\n  \"root\": {\n    \"id\": 'x'\n  }\n}", 3)]
    [InlineData("", 1)]
    [InlineData("{\"root\":{},\"root\":{}}", 1)]
    public void A_text_that_is_not_JSON_is_refused_with_its_place(string text, long line)
    {
        var e = Assert.Throws<DefinitionFormatException>(() => ElsaJsonReader.Read(text));
        Assert.True(e.Line == line || e.Line == 0, e.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"root\":[]}")]
    [InlineData("{\"root\":{\"id\":\"a\"}}")]
    public void JSON_that_is_not_a_definition_is_refused(string text) => Assert.Throws<DefinitionFormatException>(() => ElsaJsonReader.Read(text));

    [Fact]
    public void What_is_too_deep_or_too_large_is_refused()
    {
        Assert.Throws<DefinitionFormatException>(() => ElsaJsonReader.Read(string.Concat(Enumerable.Repeat("{\"root\":", 10_000)) + "1" + new string('}', 10_000)));
        Assert.Throws<DefinitionFormatException>(() => ElsaJsonReader.Read($"{{\"root\":\"{new string('x', ElsaJsonReader.MaxLength)}\"}}"));
    }

    [Fact]
    public void Lines_are_read_in_every_form_that_Elsa_has_written()
    {
        var definition = ElsaJsonReader.Read("""
            {"definitionId":"x","root":{"id":"r","type":"Elsa.Flowchart","activities":{"$values":[{"id":"a","type":"Elsa.Start"},{"id":"b","type":"Elsa.End"}]},
             "connections":{"$values":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}},{"source":"a","sourcePort":"Done","target":"b","targetPort":"In"},{"source":{"activity":"a"},"target":{}}]}}}
            """);
        Assert.Equal(["a:Done->b:In", "a:Done->b:In"], definition.Root.Connections.Select(c => c.Key));
        Assert.Equal(["a", "b"], definition.Root.Members.Select(m => m.Id));
    }
}
