using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities;

/// <summary>What an activity may read and do while it runs. Valid only until it returns.</summary>
public sealed class ActivityContext
{
    private readonly ActivityScope _scope;
    private Dictionary<string, JsonNode?>? _inputs;

    internal ActivityContext(StepRun run, ActivityInstance instance)
    {
        Run = run;
        Instance = instance;
        _scope = new ActivityScope(run, instance) { Reads = instance.Activity.Decides ? [] : null };
    }

    /// <summary>The activity as the definition has it.</summary>
    public ActivityNode Node => Instance.Activity.Node;

    /// <summary>The type of the activity.</summary>
    public ActivityDescriptor Descriptor => Instance.Activity.Descriptor;

    /// <summary>The definition that runs.</summary>
    public WorkflowDefinition Definition => Run.Graph.Definition;

    /// <summary>The id of this run of the activity. It stays the same when the activity is resumed.</summary>
    public string ActivityInstanceId => Instance.Id;

    /// <summary>The id of the workflow instance.</summary>
    public string WorkflowInstanceId => Run.State.InstanceId;

    /// <summary>What the instance belongs to, for instance a case number.</summary>
    public string? CorrelationId
    {
        get => Run.State.CorrelationId;
        set => Run.State.CorrelationId = value;
    }

    /// <summary>The name of the instance for people.</summary>
    public string? WorkflowName
    {
        get => Run.State.Name;
        set => Run.State.Name = value;
    }

    /// <summary>The services of the step.</summary>
    public IServiceProvider Services => Run.Services.Services;

    /// <summary>The time, from the step's clock.</summary>
    public DateTimeOffset Now => Run.Now;

    /// <summary>What the activity wants to find again when it is resumed; small and JSON.</summary>
    public JsonObject Properties => Instance.Properties ??= [];

    /// <summary>What the activity notes for the journal; stands in its next entry.</summary>
    public JsonObject JournalData { get; private set; } = [];

    /// <summary>The bookmarks of this run of the activity that are open, oldest first.</summary>
    public IReadOnlyList<Bookmark> OpenBookmarks => [.. Run.State.OpenBookmarks.Where(b => b.ActivityInstanceId == Instance.Id)];

    /// <summary>Whether this activity's trigger started the instance.</summary>
    public bool IsTriggerOfWorkflow => Run.State.TriggerActivityId == Instance.ActivityId;

    internal StepRun Run { get; }

    internal ActivityInstance Instance { get; }

    internal ExpressionScope Scope => _scope;

    internal string[]? Outcomes { get; private set; }

    internal bool KeepsBookmark { get; private set; }

    /// <summary>The value of an input, evaluated once.</summary>
    /// <param name="name">The input's name.</param>
    /// <returns>The value, or null. Do not change it.</returns>
    /// <exception cref="InputEvaluationException">Its expression failed.</exception>
    public JsonNode? GetInput(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_inputs is not null && _inputs.TryGetValue(name, out var known))
        {
            return known;
        }

        return Instance.Activity.FindInput(name) is { } input ? Evaluate(input) : null;
    }

    /// <summary>The value of an input, evaluated once and converted.</summary>
    /// <typeparam name="T">The type wanted.</typeparam>
    /// <param name="name">The input's name.</param>
    /// <returns>The value, or the default of the type when there is none.</returns>
    /// <exception cref="InputEvaluationException">Its expression failed.</exception>
    public T? GetInput<T>(string name) => Values.As<T>(GetInput(name));

    /// <summary>Evaluates an input again, also one that was evaluated before.</summary>
    /// <param name="name">The input's name.</param>
    /// <returns>The value, or null.</returns>
    /// <exception cref="InputEvaluationException">Its expression failed.</exception>
    public JsonNode? EvaluateInput(string name) => Instance.Activity.FindInput(name) is { } input ? Evaluate(input) : null;

    /// <summary>The value of a variable in scope.</summary>
    /// <param name="name">The variable's name.</param>
    /// <returns>The value, or null. Do not change it.</returns>
    public JsonNode? GetVariable(string name) => _scope.TryGetVariable(name, out var value) ? value : null;

    /// <summary>Sets a variable in scope; a name that nothing declares becomes a variable of the container around the activity.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The value; it is copied.</param>
    public void SetVariable(string name, JsonNode? value) => _scope.SetVariable(name, value?.DeepClone());

    /// <summary>What was passed into the workflow, at its start or with this step.</summary>
    /// <param name="name">The input's name.</param>
    /// <returns>The value, or null. Do not change it.</returns>
    public JsonNode? GetWorkflowInput(string name) => _scope.GetInput(name);

    /// <summary>Sets an output of the activity, and the variable that the definition binds it to.</summary>
    /// <param name="name">The output's name.</param>
    /// <param name="value">The value; it is copied.</param>
    public void SetOutput(string name, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        Run.SetOutput(Instance, name, value?.DeepClone());
    }

    /// <summary>Makes the instance wait in this activity. An activity may have several bookmarks; completing closes them all.</summary>
    /// <param name="kind">What it waits for.</param>
    /// <param name="name">A name within the kind.</param>
    /// <param name="payload">What to find again in it; it is copied.</param>
    /// <param name="dueAt">When it resumes by itself, for a timer.</param>
    /// <returns>The bookmark.</returns>
    public Bookmark CreateBookmark(string kind, string? name, JsonObject? payload = null, DateTimeOffset? dueAt = null)
    {
        var bookmark = new Bookmark(Run.Services.Ids.NewId(), kind, name, Instance.Activity.Id, Instance.Id, Node.Type, payload?.DeepClone().AsObject() ?? [], dueAt, Now);
        Run.AddBookmark(bookmark);
        return bookmark;
    }

    /// <summary>Closes one of the activity's bookmarks.</summary>
    /// <param name="id">The bookmark.</param>
    /// <returns>Whether it was open.</returns>
    public bool RemoveBookmark(string id) => Run.State.OpenBookmarks.Exists(b => b.Id == id && b.ActivityInstanceId == Instance.Id) && Run.RemoveBookmark(id);

    /// <summary>Keeps the bookmark open that was resumed, so that it can be resumed again.</summary>
    public void KeepBookmark() => KeepsBookmark = true;

    /// <summary>Publishes an event, which the host delivers after the step.</summary>
    /// <param name="published">The event.</param>
    public void PublishEvent(PublishedEvent published) => Run.Events.Add(published);

    /// <summary>Completes the activity when it returns.</summary>
    /// <param name="outcomes">The outcomes; <c>Done</c> if none is given.</param>
    public void Complete(params string[] outcomes) => Outcomes = outcomes is { Length: > 0 } ? outcomes : StepRun.Done;

    /// <summary>Completes with exactly these outcomes, also with none.</summary>
    internal void CompleteWith(string[] outcomes) => Outcomes = outcomes;

    internal void WriteLine(string line) => Run.Lines.Add(line);

    internal void EvaluateInputs()
    {
        foreach (var input in Instance.Activity.Inputs)
        {
            if (input.AutoEvaluate)
            {
                Evaluate(input);
            }
        }
    }

    /// <summary>Evaluates an input while a generated accessor (<c>getItem()</c>) gives a value.</summary>
    internal JsonNode? EvaluateWith(string name, string argument, JsonNode? value)
    {
        _scope.Argument = (argument, value);
        try
        {
            return EvaluateInput(name);
        }
        finally
        {
            _scope.Argument = null;
        }
    }

    internal JsonObject? TakeJournalData()
    {
        if (_scope.Reads is { Count: > 0 } reads)
        {
            JournalData["Reads"] = reads;
            _scope.Reads = [];
        }

        if (JournalData.Count == 0)
        {
            return null;
        }

        var data = JournalData;
        JournalData = [];
        return data;
    }

    /// <summary>Keeps what a decision read until the activity completes, for one whose branch runs first.</summary>
    internal void KeepReads()
    {
        if (_scope.Reads is { Count: > 0 } reads)
        {
            Properties[StepRun.Reads] = reads;
            _scope.Reads = [];
        }
    }

    private JsonNode? Evaluate(CompiledInput input)
    {
        JsonNode? value;
        try
        {
            value = input.Expression is null ? input.Default?.DeepClone() : ValueConversion.To(input.Type, input.Expression.Evaluate(_scope));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InputEvaluationException(input.Name, e);
        }

        (_inputs ??= new Dictionary<string, JsonNode?>(StringComparer.OrdinalIgnoreCase))[input.Name] = value;
        return value;
    }

    private static class Values
    {
        public static T? As<T>(JsonNode? node)
        {
            if (node is null)
            {
                return default;
            }

            var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
            object? value = Type.GetTypeCode(type) switch
            {
                TypeCode.String => ValueConversion.ToText(node),
                TypeCode.Boolean => ValueConversion.ToBoolean(node),
                TypeCode.Int32 when !type.IsEnum => checked((int)ValueConversion.ToInteger(node)),
                TypeCode.Int64 => ValueConversion.ToInteger(node),
                TypeCode.Double => ValueConversion.ToNumber(node),
                TypeCode.Decimal => (decimal)ValueConversion.ToNumber(node),
                _ when type == typeof(TimeSpan) => ValueConversion.ToTimeSpan(node),
                _ when type == typeof(DateTimeOffset) => ValueConversion.ToDateTime(node),
                _ when type.IsAssignableFrom(node.GetType()) => node,
                _ => node.Deserialize(type)
            };
            return (T?)value;
        }
    }
}
