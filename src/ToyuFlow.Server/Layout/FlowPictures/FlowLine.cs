using System.Globalization;
using System.Text;

namespace ToyuFlow.Server.Layout.FlowPictures;

/// <summary>A connection as drawn: horizontal and vertical pieces with rounded corners and an arrow at the end.</summary>
public sealed record FlowLine(FlowConnection Connection, IReadOnlyList<(double X, double Y)> Points, double LabelX, double LabelY)
{
    private const double Corner = 7;

    public string Path
    {
        get
        {
            var path = new StringBuilder();
            path.Append(CultureInfo.InvariantCulture, $"M{Points[0].X:0.#} {Points[0].Y:0.#}");
            for (var i = 1; i < Points.Count - 1; i++)
            {
                var before = Toward(Points[i], Points[i - 1]);
                var after = Toward(Points[i], Points[i + 1]);
                path.Append(CultureInfo.InvariantCulture, $"L{before.X:0.#} {before.Y:0.#}Q{Points[i].X:0.#} {Points[i].Y:0.#} {after.X:0.#} {after.Y:0.#}");
            }
            path.Append(CultureInfo.InvariantCulture, $"L{Points[^1].X:0.#} {Points[^1].Y:0.#}");
            return path.ToString();
        }
    }

    /// <summary>The arrow head, in the direction of the last piece.</summary>
    public string Arrow
    {
        get
        {
            var (end, from) = (Points[^1], Points[^2]);
            var (dx, dy) = (Math.Sign(end.X - from.X), Math.Sign(end.Y - from.Y));
            var back = (X: end.X - (dx * 8), Y: end.Y - (dy * 8));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"M{end.X:0.#} {end.Y:0.#}L{back.X - (dy * 4.5):0.#} {back.Y + (dx * 4.5):0.#}L{back.X + (dy * 4.5):0.#} {back.Y - (dx * 4.5):0.#}Z");
        }
    }

    private static (double X, double Y) Toward((double X, double Y) corner, (double X, double Y) other)
    {
        var length = Math.Max(Math.Abs(other.X - corner.X), Math.Abs(other.Y - corner.Y));
        var step = Math.Min(Corner, length / 2);
        return (corner.X + (Math.Sign(other.X - corner.X) * step), corner.Y + (Math.Sign(other.Y - corner.Y) * step));
    }
}
