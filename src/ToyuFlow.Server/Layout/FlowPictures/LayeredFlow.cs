namespace ToyuFlow.Server.Layout.FlowPictures;

/// <summary>
/// Lays a flow out from left to right: each node one column after the last of those before it, long connections kept on a row
/// of their own, ways back drawn underneath.
/// </summary>
internal sealed class LayeredFlow
{
    private const double RowGap = 24;
    private const double Gap = 46;
    private const double Lane = 16;

    private readonly List<Place> _places = [];
    private readonly List<Route> _routes = [];
    private readonly List<(FlowConnection Connection, Place From, Place To)> _back = [];
    private readonly List<List<Place>> _columns = [];
    private readonly List<(double Left, double Width)> _spans = [];

    public LayeredFlow(IReadOnlyList<FlowBox> boxes, IReadOnlyList<FlowConnection> connections)
    {
        _places.AddRange(boxes.Select(box => new Place(box)));
        var byId = _places.ToDictionary(place => place.Box!.Node.Id);
        var forward = SplitOffWaysBack(connections, byId);
        AssignColumns(forward);
        foreach (var (connection, from, to) in forward)
        {
            _routes.Add(new Route(connection, Lead(from, to)));
        }
    }

    public List<FlowLine> Arrange()
    {
        FillColumns();
        OrderRows();
        PlaceRows();
        PlaceColumns();
        return Draw();
    }

    private List<(FlowConnection Connection, Place From, Place To)> SplitOffWaysBack(IReadOnlyList<FlowConnection> connections, Dictionary<string, Place> byId)
    {
        var outgoing = connections.ToLookup(c => c.From);
        var forward = new List<(FlowConnection, Place, Place)>();
        var open = new HashSet<string>();
        var closed = new HashSet<string>();
        var targets = connections.Select(c => c.To).ToHashSet();
        var roots = _places.Where(p => p.Box!.Node.Kind == FlowNodeKind.Start)
            .Concat(_places.Where(p => !targets.Contains(p.Box!.Node.Id)))
            .Concat(_places);
        foreach (var root in roots)
        {
            Visit(root.Box!.Node.Id);
        }
        return forward;

        void Visit(string id)
        {
            if (closed.Contains(id) || !open.Add(id))
            {
                return;
            }
            foreach (var connection in outgoing[id])
            {
                var step = (connection, byId[id], byId[connection.To]);
                if (open.Contains(connection.To))
                {
                    _back.Add(step);
                }
                else
                {
                    forward.Add(step);
                    Visit(connection.To);
                }
            }
            open.Remove(id);
            closed.Add(id);
        }
    }

    private static void AssignColumns(List<(FlowConnection Connection, Place From, Place To)> forward)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (_, from, to) in forward.Where(step => step.To.Column <= step.From.Column))
            {
                to.Column = from.Column + 1;
                changed = true;
            }
        }
    }

    // A connection over several columns gets a place of its own in each, so that it never runs through a box.
    private List<Place> Lead(Place from, Place to)
    {
        var chain = new List<Place> { from };
        for (var column = from.Column + 1; column < to.Column; column++)
        {
            var between = new Place(null) { Column = column };
            _places.Add(between);
            chain.Add(between);
        }
        chain.Add(to);
        for (var i = 1; i < chain.Count; i++)
        {
            chain[i - 1].After.Add(chain[i]);
            chain[i].Before.Add(chain[i - 1]);
        }
        return chain;
    }

    private void FillColumns() =>
        _columns.AddRange(_places.GroupBy(p => p.Column).OrderBy(g => g.Key).Select(g => g.ToList()));

    private void OrderRows()
    {
        Number();
        for (var sweep = 0; sweep < 6; sweep++)
        {
            var forward = sweep % 2 == 0;
            foreach (var column in forward ? _columns : Enumerable.Reverse(_columns))
            {
                var sorted = column.OrderBy(p => Average(forward ? p.Before : p.After, q => q.Row, p.Row)).ToList();
                column.Clear();
                column.AddRange(sorted);
                Number();
            }
        }

        void Number()
        {
            foreach (var column in _columns)
            {
                for (var i = 0; i < column.Count; i++)
                {
                    column[i].Row = i;
                }
            }
        }
    }

    private void PlaceRows()
    {
        for (var sweep = 0; sweep < 8; sweep++)
        {
            var forward = sweep % 2 == 0;
            foreach (var column in forward ? _columns : Enumerable.Reverse(_columns))
            {
                var wanted = column.Select(p => Average(forward ? p.Before : p.After, q => q.Y, p.Y)).ToList();
                var y = double.NegativeInfinity;
                for (var i = 0; i < column.Count; i++)
                {
                    var half = column[i].Height / 2;
                    column[i].Y = Math.Max(wanted[i], y + half);
                    y = column[i].Y + half + RowGap;
                }
                // Pushing down moved the column as a whole; put its middle back where it was wanted.
                var shift = wanted.Average() - column.Average(p => p.Y);
                column.ForEach(p => p.Y = Math.Round(p.Y + shift));
            }
        }
    }

    private void PlaceColumns()
    {
        var x = 0.0;
        for (var i = 0; i < _columns.Count; i++)
        {
            var width = _columns[i].Max(p => p.Box?.Width ?? 0);
            _spans.Add((x, width));
            foreach (var box in _columns[i].Where(p => p.Box is not null).Select(p => p.Box!))
            {
                box.X = x + ((width - box.Width) / 2);
            }
            var label = _routes.Where(r => r.Connection.Label is not null && r.Chain[0].Column == i)
                .Select(r => FlowBox.Units(r.Connection.Label!) * 12).DefaultIfEmpty().Max();
            x += width + (label > 0 ? Math.Max(Gap, label + 38) : Gap);
        }
        foreach (var place in _places.Where(p => p.Box is not null))
        {
            place.Box!.Y = place.Y - (place.Box.Height / 2);
        }
    }

    private List<FlowLine> Draw()
    {
        var lines = _routes.Select(Draw).ToList();
        var below = _places.Max(p => p.Y + (p.Height / 2)) + RowGap;
        foreach (var (connection, from, to) in _back.OrderBy(step => step.From.Column - step.To.Column))
        {
            var (source, target) = (from.Box!, to.Box!);
            var (down, up) = (SpanRight(from) + 12, _spans[to.Column].Left - 14);
            lines.Add(new FlowLine(
                connection,
                [(source.Right, source.MiddleY), (down, source.MiddleY), (down, below), (up, below), (up, target.MiddleY), (target.X, target.MiddleY)],
                down - 8 - (FlowBox.Units(connection.Label ?? "") * 12),
                below - 6));
            below += Lane + (connection.Label is null ? 0 : 6);
        }
        return lines;
    }

    private FlowLine Draw(Route route)
    {
        var chain = route.Chain;
        var start = chain[0].Box!;
        var points = new List<(double X, double Y)> { (start.Right, chain[0].Y) };
        for (var i = 1; i < chain.Count; i++)
        {
            if (Math.Abs(chain[i].Y - points[^1].Y) > 0.5)
            {
                var turn = SpanRight(chain[i - 1]) + 24;
                points.Add((turn, points[^1].Y));
                points.Add((turn, chain[i].Y));
            }
        }
        points.Add((chain[^1].Box!.X, chain[^1].Y));
        var label = Math.Abs(chain[1].Y - chain[0].Y) > 0.5 ? SpanRight(chain[0]) + 30 : start.Right + 8;
        return new FlowLine(route.Connection, points, label, chain[1].Y - 6);
    }

    private double SpanRight(Place place) => _spans[place.Column].Left + _spans[place.Column].Width;

    private static double Average(List<Place> places, Func<Place, double> of, double otherwise) =>
        places.Count == 0 ? otherwise : places.Average(of);

    private sealed record Route(FlowConnection Connection, List<Place> Chain);

    private sealed class Place(FlowBox? box)
    {
        public FlowBox? Box { get; } = box;

        public int Column { get; set; }

        public int Row { get; set; }

        /// <summary>The middle, from the top.</summary>
        public double Y { get; set; }

        public double Height => Box?.Height ?? 12;

        public List<Place> Before { get; } = [];

        public List<Place> After { get; } = [];
    }
}
