namespace ToyuFlow.Server.Layout.FlowPictures;

/// <summary>Draws a flow where its author put it in the designer, if those places can be used.</summary>
internal static class PlacedFlow
{
    private const double Lane = 16;
    private static readonly double[] Scales = [0.7, 0.85, 1, 1.2, 1.5, 2];

    /// <summary>Takes the smallest scale at which no two boxes touch; false when the author left them in a heap.</summary>
    public static bool TryPlace(IReadOnlyList<FlowBox> boxes)
    {
        if (boxes.Count > 1 && boxes.All(b => b.Node.X == boxes[0].Node.X && b.Node.Y == boxes[0].Node.Y))
        {
            return false;
        }
        foreach (var scale in Scales)
        {
            foreach (var box in boxes)
            {
                box.X = Math.Round(((box.Node.X + (box.Node.W / 2)) * scale) - (box.Width / 2));
                box.Y = Math.Round(((box.Node.Y + (box.Node.H / 2)) * scale) - (box.Height / 2));
            }
            if (!boxes.Any(one => boxes.Any(other => one != other && one.Overlaps(other, 30))))
            {
                Straighten(boxes);
                return true;
            }
        }
        return false;
    }

    public static List<FlowLine> Connect(IReadOnlyList<FlowConnection> connections, Dictionary<string, FlowBox> byId)
    {
        var below = byId.Values.Select(b => b.Bottom).DefaultIfEmpty().Max() + 24;
        var lines = new List<FlowLine>();
        foreach (var connection in connections)
        {
            var (from, to) = (byId[connection.From], byId[connection.To]);
            if (to.X >= from.Right + 16)
            {
                var turn = from.Right + Math.Min(24, (to.X - from.Right) / 2);
                var isStraight = Math.Abs(from.MiddleY - to.MiddleY) < 1;
                lines.Add(new FlowLine(
                    connection,
                    isStraight
                        ? [(from.Right, from.MiddleY), (to.X, to.MiddleY)]
                        : [(from.Right, from.MiddleY), (turn, from.MiddleY), (turn, to.MiddleY), (to.X, to.MiddleY)],
                    isStraight ? from.Right + 8 : turn + 6,
                    to.MiddleY - 6));
            }
            else if (to.Y >= from.Bottom + 16)
            {
                lines.Add(Vertical(connection, from, to, from.Bottom, to.Y));
            }
            else if (to.Bottom <= from.Y - 16 && to.Right > from.X)
            {
                lines.Add(Vertical(connection, from, to, from.Y, to.Bottom));
            }
            else
            {
                lines.Add(new FlowLine(
                    connection,
                    [(from.MiddleX, from.Bottom), (from.MiddleX, below), (to.MiddleX, below), (to.MiddleX, to.Bottom)],
                    to.MiddleX + 10,
                    below - 6));
                below += Lane;
            }
        }
        return lines;
    }

    private static FlowLine Vertical(FlowConnection connection, FlowBox from, FlowBox to, double start, double end)
    {
        var middle = (start + end) / 2;
        return new FlowLine(
            connection,
            Math.Abs(from.MiddleX - to.MiddleX) < 1
                ? [(from.MiddleX, start), (to.MiddleX, end)]
                : [(from.MiddleX, start), (from.MiddleX, middle), (to.MiddleX, middle), (to.MiddleX, end)],
            from.MiddleX + 8,
            start + (Math.Sign(end - start) * 14) + 4);
    }

    // Hand-placed boxes are a few pixels off a common line; a line with a tiny kink looks like a mistake.
    private static void Straighten(IReadOnlyList<FlowBox> boxes)
    {
        var sorted = boxes.OrderBy(b => b.MiddleY).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            var difference = sorted[i].MiddleY - sorted[i - 1].MiddleY;
            if (difference is > 0 and < 14)
            {
                sorted[i].Y -= difference;
            }
        }
    }
}
