namespace ToyuFlow.Server.Layout.FlowPictures;

/// <summary>A node as drawn: its words broken into at most two lines, its size from them, its place from the layout.</summary>
public sealed class FlowBox
{
    private const double UnitsPerLine = 8;
    private const double UnitWidth = 13;

    public FlowBox(FlowNode node)
    {
        Node = node;
        Lines = Break(node.Label);
        var text = Lines.Max(Units) * UnitWidth;
        var isEnd = node.Kind is FlowNodeKind.Start or FlowNodeKind.End;
        Width = Math.Round(isEnd ? Math.Max(64, text + 32) : Math.Max(100, text + 36));
        Height = isEnd ? 36 : 52;
    }

    public FlowNode Node { get; }

    public IReadOnlyList<string> Lines { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Left edge.</summary>
    public double X { get; set; }

    /// <summary>Top edge.</summary>
    public double Y { get; set; }

    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MiddleX => X + (Width / 2);

    public double MiddleY => Y + (Height / 2);

    /// <summary>Width in Chinese characters; a Latin letter is a good half of one.</summary>
    public static double Units(string text) => text.Sum(c => c < 0x2E80 ? 0.56 : 1.0);

    public bool Overlaps(FlowBox other, double margin) =>
        X < other.Right + margin && other.X < Right + margin && Y < other.Bottom + margin && other.Y < Bottom + margin;

    private static List<string> Break(string label)
    {
        if (Units(label) <= UnitsPerLine)
        {
            return [label];
        }
        // Two lines of about the same length read better than a full one and a crumb.
        var first = Take(label, Math.Min(UnitsPerLine, Math.Ceiling(Units(label) / 2)));
        var rest = label[first.Length..];
        var second = Take(rest, UnitsPerLine);
        return [first.Trim(), (second.Length < rest.Length ? second[..^1] + "…" : second).Trim()];
    }

    private static string Take(string text, double units)
    {
        var length = 0;
        for (var used = 0.0; length < text.Length; length++)
        {
            used += Units(text.Substring(length, 1));
            if (used > units + 0.01)
            {
                break;
            }
        }
        var space = length < text.Length ? text.LastIndexOf(' ', length - 1, length) : -1;
        return text[..(space > 0 ? space : length)];
    }
}
