using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout.Forms;
using Asked = ToyuFlow.Server.Jurisdictions.FormField;

namespace ToyuFlow.Server.Portal;

/// <summary>A point of the correction notice beside the entry or paper that it speaks of, to be mended on the spot.</summary>
/// <param name="Asked">The entry of the form, when the point is about one.</param>
/// <param name="Upload">The paper, when it is about one.</param>
/// <param name="HasOld">There are files that were handed in before the notice.</param>
public sealed record CorrectionPlace(CorrectionItem Item, Asked? Asked, FormField? Field, Upload? Upload, bool HasOld)
{
    /// <summary>About nothing on this list: it is mended on the pages of the form.</summary>
    public bool IsElsewhere => Asked is null && Upload is null;

    public string ReplaceName => $"replace.{Item.Code}";
}
