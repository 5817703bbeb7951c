using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Tests.Designer;

/// <summary>What is there to read and to look at; nothing is changed, so one server serves all.</summary>
public sealed class HelpTests(ToyuFlowApp app) : IClassFixture<ToyuFlowApp>
{
    /// <summary>Names that are the same in every language.</summary>
    private static readonly string[] Names = ["URL", "HTTP", "JavaScript"];

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Help_tells_of_every_activity_of_the_toolbox_in_the_readers_language(string language)
    {
        using var studio = await StudioClient.SignInAsync(app, "luxian-system");
        await studio.Http.PostFormAsync("/designer", new Dictionary<string, string> { ["language"] = language, ["back"] = "/designer" }, FrameLinks.Language);
        using var page = await studio.Http.GetPageAsync("/designer/help");
        var descriptors = (await studio.GetAsync("/descriptors/activities"))["items"]!.AsArray().Where(d => d!["isBrowsable"]!.GetValue<bool>()).ToList();
        foreach (var descriptor in descriptors)
        {
            var entry = page.GetElementById(descriptor!["typeName"]!.ToString());
            Assert.True(entry is not null, $"{descriptor["typeName"]} has no help");
            Assert.Equal(descriptor["displayName"]!.ToString(), entry!.TextContent.Trim());
        }

        var words = descriptors.SelectMany(d => d!["inputs"]!.AsArray().SelectMany(i => new[] { i!["displayName"], i["description"], i["category"] })
            .Concat([d["displayName"], d["description"], d["category"]]).Concat(d["ports"]!.AsArray().Select(p => p!["displayName"])));
        var foreign = words.Select(w => w?.ToString() ?? "").Where(w => w.Any(char.IsLetter) && w.Any(c => c is > '\u4e00' and < '\u9fff') != (language == "zh-CN")).Distinct().Except(Names).ToList();
        Assert.True(foreign.Count == 0, string.Join('\n', foreign));
    }

    [Fact]
    public void Every_definition_of_the_packs_is_drawn_without_a_line_through_a_box_or_words_under_one()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Conventions.Repository.Root, "workflows"), "*.json", SearchOption.AllDirectories))
        {
            var drawing = FlowDrawing.Of(app.Services.GetRequiredService<InstanceFlow>().Draw(ElsaJsonReader.Read(File.ReadAllText(file))));
            foreach (var line in drawing.Lines)
            {
                var others = drawing.Boxes.Where(b => b.Node.Id != line.Connection.From && b.Node.Id != line.Connection.To).ToList();
                Assert.DoesNotContain(others, box => line.Points.Zip(line.Points.Skip(1)).Any(p =>
                    Math.Min(p.First.X, p.Second.X) < box.Right && Math.Max(p.First.X, p.Second.X) > box.X && Math.Min(p.First.Y, p.Second.Y) < box.Bottom && Math.Max(p.First.Y, p.Second.Y) > box.Y));
                var end = line.LabelX + (FlowBox.Units(line.Connection.Label ?? "") * 12);
                Assert.True(
                    line.Connection.Label is null || drawing.Boxes.All(b => b.X > end || b.Right < line.LabelX || b.Y > line.LabelY || b.Bottom < line.LabelY - 10),
                    $"{Path.GetFileName(file)}: “{line.Connection.Label}” from {line.Connection.From} lies under a box");
            }
        }
    }
}
