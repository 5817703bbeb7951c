using ToyuFlow.Server.Layout.FlowPictures;

namespace ToyuFlow.Server.Tests.Layout;

public sealed class FlowPictureTests(LayoutApp app) : IClassFixture<LayoutApp>
{
    private static readonly FlowConnection[] Ways =
    [
        new("start", "check", IsTaken: true), new("check", "correct", "退回补正"), new("correct", "check"), new("check", "review", "通过", true),
        new("review", "fire", IsTaken: true), new("review", "police"), new("review", "market"), new("fire", "join"), new("police", "join"),
        new("market", "join"), new("join", "end"), new("check", "end", "不予通过"),
    ];

    private static FlowNode[] Nodes() =>
    [
        new("start", "开始", FlowNodeKind.Start, FlowNodeState.Done), new("check", "材料完整性审查", State: FlowNodeState.Done, Note: "测试员甲 2月7日"),
        new("correct", "申请人补正材料", State: FlowNodeState.Skipped), new("review", "联合验收", FlowNodeKind.Join, FlowNodeState.Done),
        new("fire", "消防验收", State: FlowNodeState.Current), new("police", "公安验收"), new("market", "市场监管验收"),
        new("join", "汇总", FlowNodeKind.Join), new("end", "结束", FlowNodeKind.End),
    ];

    [Fact]
    public async Task The_picture_tells_the_state_of_every_step_in_words_too()
    {
        var page = await app.RenderAsync("FlowPictures/_FlowPicture", new FlowPicture("备案流程", Nodes(), Ways));

        Assert.Equal(9, page.QuerySelectorAll("svg .tf-flow-node").Length);
        Assert.Equal(12, page.QuerySelectorAll("svg .tf-flow-line").Length);
        Assert.Contains(page.QuerySelectorAll("svg title"), t => t.TextContent == "材料完整性审查 · 已完成 · 测试员甲 2月7日");
        Assert.Contains(page.QuerySelectorAll("ol li"), item => item.TextContent.Contains("消防验收：进行中", StringComparison.Ordinal));
        Assert.Equal(4, page.QuerySelectorAll("figcaption .tf-flow-key").Length);
    }

    [Fact]
    public void Steps_without_places_are_laid_out_from_left_to_right_without_touching()
    {
        var drawing = FlowDrawing.Of(new FlowPicture("备案流程", Nodes(), Ways));

        var byId = drawing.Boxes.ToDictionary(b => b.Node.Id);
        Assert.True(byId["start"].Right < byId["check"].X && byId["check"].Right < byId["review"].X && byId["join"].Right < byId["end"].X);
        Assert.DoesNotContain(drawing.Boxes, one => drawing.Boxes.Any(other => one != other && one.Overlaps(other, 8)));
        Assert.All(drawing.Boxes, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.Right <= drawing.Width && box.Bottom <= drawing.Height));
    }

    [Fact]
    public void No_line_runs_through_a_box_that_it_does_not_belong_to()
    {
        var drawing = FlowDrawing.Of(new FlowPicture("备案流程", Nodes(), Ways));

        foreach (var line in drawing.Lines)
        {
            var others = drawing.Boxes.Where(b => b.Node.Id != line.Connection.From && b.Node.Id != line.Connection.To);
            var pieces = line.Points.Zip(line.Points.Skip(1));
            Assert.DoesNotContain(others, box => pieces.Any(p =>
                Math.Min(p.First.X, p.Second.X) < box.Right && Math.Max(p.First.X, p.Second.X) > box.X
                && Math.Min(p.First.Y, p.Second.Y) < box.Bottom && Math.Max(p.First.Y, p.Second.Y) > box.Y));
        }
    }

    [Fact]
    public void Places_from_the_designer_are_kept()
    {
        FlowNode[] nodes = [new("a", "受理", X: 0, Y: 0, W: 180, H: 50), new("b", "审核", X: 0, Y: 200, W: 180, H: 50), new("c", "办结", X: 300, Y: 200, W: 180, H: 50)];

        var drawing = FlowDrawing.Of(new FlowPicture("流程", nodes, [new("a", "b"), new("b", "c")]));

        var byId = drawing.Boxes.ToDictionary(b => b.Node.Id);
        Assert.Equal(byId["a"].MiddleX, byId["b"].MiddleX);
        Assert.Equal(byId["b"].MiddleY, byId["c"].MiddleY);
        Assert.True(byId["a"].Bottom < byId["b"].Y);
    }
}
