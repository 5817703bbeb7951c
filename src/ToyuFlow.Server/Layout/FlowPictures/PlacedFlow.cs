namespace ToyuFlow.Server.Layout.FlowPictures;

/// <summary>Draws a flow where its author put it in the designer, if those places can be used.</summary>
internal static class PlacedFlow
{
    private const double Lane = 16;
    private static readonly double[] Scales = [0.7, 0.85, 1, 1.2, 1.5, 2];

    /// <summary>Takes the smallest scale at which no two boxes touch; false when the author left them in a heap.</summary>
    public static bool TryPlace(IReadOnlyList<FlowBox> boxes, IReadOnlyList<FlowConnection> connections)
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
                MakeRoom(boxes, connections);
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
            var others = byId.Values.Where(b => b != from && b != to).ToList();
            var line = Candidates(connection, from, to).FirstOrDefault(l => IsFree(l, others));
            if (line is null)
            {
                line = Around(connection, from, to, others, below);
                below += Lane + (connection.Label is null ? 0 : 4);
            }
            lines.Add(line);
        }
        return lines;
    }

    /// <summary>The short ways, best first.</summary>
    private static IEnumerable<FlowLine> Candidates(FlowConnection connection, FlowBox from, FlowBox to)
    {
        if (to.X >= from.Right + 16)
        {
            var early = from.Right + Math.Min(24, (to.X - from.Right) / 2);
            if (Math.Abs(from.MiddleY - to.MiddleY) < 1)
            {
                yield return new FlowLine(connection, [(from.Right, from.MiddleY), (to.X, to.MiddleY)], from.Right + 8, to.MiddleY - 6);
                yield break;
            }
            yield return new FlowLine(connection, [(from.Right, from.MiddleY), (early, from.MiddleY), (early, to.MiddleY), (to.X, to.MiddleY)], early + 6, to.MiddleY - 6);
            var late = to.X - 18;
            yield return new FlowLine(connection, [(from.Right, from.MiddleY), (late, from.MiddleY), (late, to.MiddleY), (to.X, to.MiddleY)], from.Right + 8, from.MiddleY - 6);
        }
        else if (to.Y >= from.Bottom + 16)
        {
            yield return Vertical(connection, from, to, from.Bottom, to.Y);
        }
        else if (to.Bottom <= from.Y - 16 && to.Right > from.X)
        {
            yield return Vertical(connection, from, to, from.Y, to.Bottom);
        }
    }

    /// <summary>Underneath everything, leaving and arriving where nothing stands in the way.</summary>
    private static FlowLine Around(FlowConnection connection, FlowBox from, FlowBox to, List<FlowBox> others, double below)
    {
        var isOpen = others.All(b => !Stands(b, from.MiddleX, from.Bottom, below));
        var leave = isOpen ? from.MiddleX : Aisle(from.Right + 12, 8, from.MiddleY, below, others);
        var arrive = others.All(b => !Stands(b, to.MiddleX, to.Bottom, below)) ? to.MiddleX : Aisle(to.X - 14, -8, to.MiddleY, below, others);
        List<(double X, double Y)> points = isOpen ? [(leave, from.Bottom)] : [(from.Right, from.MiddleY), (leave, from.MiddleY)];
        points.AddRange([(leave, below), (arrive, below)]);
        points.AddRange(arrive == to.MiddleX ? [(arrive, to.Bottom)] : [(arrive, to.MiddleY), (to.X, to.MiddleY)]);
        return new FlowLine(connection, points, Math.Min(leave, arrive) + 10, below - 6);
    }

    /// <summary>The first upright lane beside a box that is free all the way down.</summary>
    private static double Aisle(double x, double step, double from, double to, List<FlowBox> others)
    {
        for (var tries = 0; tries < 6; tries++)
        {
            if (others.All(b => !Stands(b, x + (tries * step), from, to)))
            {
                return x + (tries * step);
            }
        }
        return x;
    }

    private static bool Stands(FlowBox box, double x, double top, double bottom) => x > box.X - 4 && x < box.Right + 4 && box.Bottom > top && box.Y < bottom;

    private static bool IsFree(FlowLine line, List<FlowBox> others) => !line.Points.Zip(line.Points.Skip(1)).Any(p => others.Any(b =>
        Math.Min(p.First.X, p.Second.X) < b.Right && Math.Max(p.First.X, p.Second.X) > b.X && Math.Min(p.First.Y, p.Second.Y) < b.Bottom && Math.Max(p.First.Y, p.Second.Y) > b.Y));

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

    // The words of a way out stand between its boxes: what is further right moves until they fit.
    private static void MakeRoom(IReadOnlyList<FlowBox> boxes, IReadOnlyList<FlowConnection> connections)
    {
        var byId = boxes.ToDictionary(b => b.Node.Id);
        foreach (var connection in connections.Where(c => c.Label is not null).OrderBy(c => byId[c.From].X))
        {
            var (from, to) = (byId[connection.From], byId[connection.To]);
            var next = boxes.Where(b => b.X >= from.Right + 16 && Math.Abs(b.MiddleY - to.MiddleY) < b.Height).Select(b => b.X).DefaultIfEmpty(to.X).Min();
            var missing = Math.Round((FlowBox.Units(connection.Label!) * 12) + 44 - (next - from.Right));
            if (to.X >= from.Right + 16 && missing > 0)
            {
                var gap = (from.Right + next) / 2;
                foreach (var box in boxes.Where(b => b.MiddleX > gap))
                {
                    box.X += missing;
                }
            }
        }
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
