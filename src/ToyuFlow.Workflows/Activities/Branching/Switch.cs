using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Branching;

/// <summary>Runs the activity of the first case that matches, or of all, or the default.</summary>
internal sealed class Switch : CompositeActivity
{
    private const string Open = "open";

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        var matches = Cases.Matching(context);
        List<CompiledActivity> chosen = matches.Count > 0
            ? [.. matches.Where(c => c.Activity is not null).Select(c => c.Activity!)]
            : self.Activity.Port("default") is { } other ? [other] : [];
        foreach (var activity in chosen)
        {
            run.Schedule(self, activity);
        }

        if (chosen.Count == 0)
        {
            run.Complete(self, null, context.TakeJournalData());
            return;
        }

        context.KeepReads();
        context.Properties[Open] = new JsonArray([.. chosen.Select(c => c.Id).Distinct().Select(id => JsonValue.Create(id))]);
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes)
    {
        var open = self.Properties![Open]!.AsArray();
        var place = open.Select(id => id!.GetValue<string>()).ToList().IndexOf(child.Activity.Id);
        if (place >= 0)
        {
            open.RemoveAt(place);
            if (open.Count == 0)
            {
                run.Complete(self);
            }
        }
    }
}
