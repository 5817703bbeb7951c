namespace ToyuFlow.Server.Layout.FlowPictures;

/// <summary>A flow picture with everything in its place, ready to be written as SVG.</summary>
public sealed record FlowDrawing(IReadOnlyList<FlowBox> Boxes, IReadOnlyList<FlowLine> Lines, double Width, double Height)
{
    private const double Margin = 16;

    public static FlowDrawing Of(FlowPicture picture)
    {
        var boxes = picture.Nodes.Select(node => new FlowBox(node)).ToList();
        var byId = boxes.ToDictionary(box => box.Node.Id);
        var connections = picture.Connections.Where(c => byId.ContainsKey(c.From) && byId.ContainsKey(c.To) && c.From != c.To).ToList();
        var lines = PlacedFlow.TryPlace(boxes, connections)
            ? PlacedFlow.Connect(connections, byId)
            : new LayeredFlow(boxes, connections).Arrange();
        return Fit(boxes, lines);
    }

    // Moves everything so that the picture begins at the margin, whatever coordinates came in.
    private static FlowDrawing Fit(List<FlowBox> boxes, IReadOnlyList<FlowLine> lines)
    {
        if (boxes.Count == 0)
        {
            return new FlowDrawing(boxes, lines, 0, 0);
        }
        var points = lines.SelectMany(line => line.Points).ToList();
        var labels = lines.Where(line => line.Connection.Label is not null)
            .Select(line => (X: line.LabelX + (FlowBox.Units(line.Connection.Label!) * 12), Y: line.LabelY));
        var left = boxes.Select(b => b.X).Concat(points.Select(p => p.X)).Min() - Margin;
        var top = boxes.Select(b => b.Y).Concat(points.Select(p => p.Y)).Concat(labels.Select(l => l.Y - 14)).Min() - Margin;
        var right = boxes.Select(b => b.Right).Concat(points.Select(p => p.X)).Concat(labels.Select(l => l.X)).Max() + Margin;
        var bottom = boxes.Select(b => b.Bottom).Concat(points.Select(p => p.Y)).Max() + Margin;
        foreach (var box in boxes)
        {
            box.X -= left;
            box.Y -= top;
        }
        var moved = lines.Select(line => line with
        {
            Points = [.. line.Points.Select(p => (p.X - left, p.Y - top))],
            LabelX = line.LabelX - left,
            LabelY = line.LabelY - top,
        });
        return new FlowDrawing(boxes, [.. moved], Math.Ceiling(right - left), Math.Ceiling(bottom - top));
    }
}
