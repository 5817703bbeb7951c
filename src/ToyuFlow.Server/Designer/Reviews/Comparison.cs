using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Designer.Reviews;

/// <summary>Model of <c>_Comparison</c>.</summary>
public sealed record Comparison(VersionRow Before, VersionRow After, FlowPicture BeforePicture, FlowPicture AfterPicture, IReadOnlyList<DifferenceLine> Lines)
{
    public static Comparison Of(DefinitionText before, DefinitionText after, ComparedPictures pictures, ActivityCatalog catalog)
    {
        var difference = DefinitionDifference.Between(before.Parse(), after.Parse(), catalog);
        return new Comparison(before.Row, after.Row, pictures.Draw(before.Json, difference), pictures.Draw(after.Json, difference), difference.Lines);
    }
}
