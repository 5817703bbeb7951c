using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Workflows.Tests.ElsaJson;

/// <summary>What Elsa Studio saved comes back as it was; what is too large, too deep or unknown is told.</summary>
public sealed class RoundTripTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "ElsaStudio");

    public static TheoryData<string> Saved() => [.. Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Saved))]
    public void Nothing_that_Elsa_Studio_saved_is_changed(string file)
    {
        var saved = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!["model"]!.AsObject();
        saved["root"] ??= new JsonObject { ["id"] = "root", ["type"] = "Elsa.Flowchart" };
        var written = JsonNode.Parse(ElsaJsonWriter.Write(ElsaJsonReader.Read(saved.ToJsonString())))!;
        Assert.True(JsonNode.DeepEquals(saved, written));
        Assert.Equal(saved.Select(p => p.Key), written.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void A_definition_of_a_newer_Elsa_opens_is_saved_unchanged_and_is_not_published_with_the_list_of_what_is_unknown()
    {
        const string Text = """{"id":"x","definitionId":"x","newer":{"a":[1,2.50,null]},"root":{"id":"root","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.Hologram","version":7,"beam":{"typeName":"Beam","expression":{"type":"Quantum","value":"q"}}},{"id":"b","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Liquid","value":"{{ x }}"}},"glow":true}]}}""";
        var definition = ElsaJsonReader.Read(Text);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text), JsonNode.Parse(ElsaJsonWriter.Write(definition))));
        var result = WorkflowCompiler.Compile(definition, ActivityCatalog.BuiltIn());
        Assert.Null(result.Graph);
        Assert.Equal([("a", FaultCodes.UnknownType), ("b", FaultCodes.UnknownExpressionType)], result.Faults.Select(f => (f.ActivityId, f.Code)));
    }

    [Fact]
    public void Fifty_megabytes_are_refused_at_once_without_taking_more_memory()
    {
        var text = new string(' ', 50_000_000);
        var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        Assert.Contains("过大", Assert.Throws<DefinitionFormatException>(() => ElsaJsonReader.Read(text)).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Ten_thousand_levels_are_refused(string open, string close)
    {
        var text = new StringBuilder().Insert(0, open, 10_000).Append('1').Insert(0, "{\"definitionId\":\"x\",\"root\":").Append(string.Concat(Enumerable.Repeat(close, 10_000))).Append('}');
        Assert.Throws<DefinitionFormatException>(() => ElsaJsonReader.Read(text.ToString()));
    }

    [Fact]
    public void Activities_that_are_nested_in_each_other_as_deep_as_JSON_may_be_are_read_or_refused()
    {
        var text = string.Concat(Enumerable.Range(0, 120).Select(i => $$"""{"id":"s{{i}}","type":"Elsa.Sequence","activities":[""")) + string.Concat(Enumerable.Repeat("]}", 120));
        var result = WorkflowCompiler.Compile(ElsaJsonReader.Read($$"""{"definitionId":"x","root":{{text}}}"""), ActivityCatalog.BuiltIn());
        Assert.True(result.Succeeded);
    }

    [Fact]
    public void Ids_that_occur_twice_are_told()
    {
        var result = Wf.Compile(Wf.Definition(Wf.Sequence("root", Wf.Line("a"), Wf.Line("a"))));
        Assert.Equal(FaultCodes.DuplicateId, Assert.Single(result.Faults).Code);
    }
}
