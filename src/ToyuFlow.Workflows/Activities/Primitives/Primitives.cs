using ToyuFlow.Workflows.Activities.Composition;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Expressions;
using ToyuFlow.Workflows.Expressions.JavaScript;

namespace ToyuFlow.Workflows.Activities.Primitives;

/// <summary>Sets a variable, found by its id in the scope.</summary>
internal sealed class SetVariable : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var id = context.Instance.Activity.VariableId ?? "";
        var slot = StepRun.FindById(context.Instance, id) ?? throw new InvalidOperationException($"Variable '{id}' not found.");
        slot.Assign(context.GetInput("Value")?.DeepClone());
        return ValueTask.CompletedTask;
    }
}

/// <summary>Writes a line.</summary>
internal sealed class WriteLine : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.WriteLine(context.GetInput<string>("Text") ?? "");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Names the instance.</summary>
internal sealed class SetName : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.WorkflowName = context.GetInput<string>("Value");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Sets the correlation id of the instance.</summary>
internal sealed class Correlate : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.CorrelationId = context.GetInput<string>("CorrelationId");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Sets an output of the workflow.</summary>
internal sealed class SetOutput : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.GetInput<string>("OutputName") is { Length: > 0 } name)
        {
            var value = context.GetInput("OutputValue");
            if (NestedWorkflow.OwnerOfOutput(context.Instance, name) is { } owner)
            {
                StepRun.SetVariable(owner, name, value?.DeepClone());
                context.Run.SetOutput(owner, name, value?.DeepClone());
            }
            else
            {
                context.Run.State.Output[name] = value?.DeepClone();
            }
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Runs a script; what it returns is the result, and <c>setOutcome</c> in it says how the workflow goes on.</summary>
internal sealed class RunJavaScript : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.GetInput<string>("Script") is { } source && !string.IsNullOrWhiteSpace(source))
        {
            context.Scope.TakesOutcomes = true;
            if (new JavaScriptExpression(ScriptCompiler.Compile(source)).Evaluate(context.Scope) is { } result)
            {
                context.SetOutput("Result", result);
            }

            context.CompleteWith(context.Scope.Outcomes ?? StepRun.Done);
        }

        return ValueTask.CompletedTask;
    }
}
