using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Designer.Reviews;

/// <summary>Draws two versions side by side, with what is new, gone or changed in each.</summary>
public sealed class ComparedPictures(InstanceFlow flow, Texts texts)
{
    public FlowPicture Draw(string json, DefinitionDifference difference)
    {
        var picture = flow.Draw(ElsaJsonReader.Read(json));
        return picture with
        {
            Nodes = [.. picture.Nodes.Select(node =>
                difference.Added.Contains(node.Id) ? node with { State = FlowNodeState.Done, StateWord = texts["新增"] }
                : difference.Removed.Contains(node.Id) ? node with { State = FlowNodeState.Skipped, StateWord = texts["删除"] }
                : difference.Changed.Contains(node.Id) ? node with { State = FlowNodeState.Current, StateWord = texts["修改"] }
                : node with { StateWord = texts["未变"] })],
        };
    }
}
