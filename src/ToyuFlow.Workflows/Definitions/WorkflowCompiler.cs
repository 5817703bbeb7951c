using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Activities.Composition;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Flowcharts;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>Compiles definitions into graphs, and says everything that is wrong with them.</summary>
public static class WorkflowCompiler
{
    /// <summary>The most activities that a definition may have.</summary>
    public const int MaxActivities = 4_000;

    /// <summary>Compiles a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="catalog">The activities that it may use.</param>
    /// <param name="find">Finds the definition that an activity of an unknown type stands for, if other definitions may be used as activities.</param>
    /// <returns>The graph, unless an error forbids it, and every fault, not only the first.</returns>
    public static CompileResult Compile(WorkflowDefinition definition, ActivityCatalog catalog, Func<ActivityNode, WorkflowDefinition?>? find = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(catalog);
        return new Compilation(definition, catalog, find, isStrict: true).Run();
    }

    /// <summary>Looks definitions that are used as activities up among some: by version id, by definition id, or by the type that Elsa makes of the name.</summary>
    /// <param name="definitions">The definitions.</param>
    /// <returns>What <see cref="Compile"/> asks.</returns>
    public static Func<ActivityNode, WorkflowDefinition?> Among(IReadOnlyCollection<WorkflowDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return NestedWorkflow.Among(definitions);
    }

    /// <summary>
    /// Compiles a definition as Elsa would take it: what is wrong in a single activity shows when that activity runs, and only what Elsa itself
    /// could not load is refused. For trying a definition; what is published is compiled with <see cref="Compile"/>.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="catalog">The activities that it may use.</param>
    /// <param name="find">Finds the definition that an activity of an unknown type stands for.</param>
    /// <returns>The graph, unless nothing could run, and every fault.</returns>
    public static CompileResult CompileLeniently(WorkflowDefinition definition, ActivityCatalog catalog, Func<ActivityNode, WorkflowDefinition?>? find = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(catalog);
        return new Compilation(definition, catalog, find, isStrict: false).Run();
    }

    /// <summary>The state of one compilation.</summary>
    private sealed class Compilation(WorkflowDefinition definition, ActivityCatalog catalog, Func<ActivityNode, WorkflowDefinition?>? find, bool isStrict)
    {
        private readonly Dictionary<string, CompiledActivity> _activities = new(StringComparer.Ordinal);
        private readonly FaultList _faults = new();
        private int _left;

        public CompileResult Run()
        {
            var workflow = new CompiledActivity(
                new ActivityNode { Id = ElsaJsonReader.WorkflowActivityId, NodeId = ElsaJsonReader.WorkflowActivityId, Type = "Elsa.Workflow", Version = 1, Json = [], Children = [definition.Root], Members = [definition.Root], Variables = definition.Variables },
                BuiltInActivities.Workflow,
                static _ => BuiltInActivities.WorkflowActivity);
            _activities[workflow.Id] = workflow;
            DefinitionChecks.CheckVariables(null, definition.Variables, _faults);
            _left = MaxActivities - definition.Root.SelfAndDescendants().Take(MaxActivities + 1).Count();
            if (_left >= 0 && Compile(definition.Root, workflow, new VariableNames(null, definition.Variables), new Place(definition, null)) is { } root)
            {
                workflow.Members.Add(root);
            }

            if (_left < 0)
            {
                _faults.Add(null, FaultCodes.TooLarge, $"流程过大：最多 {MaxActivities} 个活动。");
                return new CompileResult(null, _faults.InOrderOf(definition.Root));
            }

            foreach (var flowchart in _activities.Values.Where(a => a.Node.Type == "Elsa.Flowchart").ToList())
            {
                CheckConnections(flowchart);
                flowchart.Flow = new FlowGraphs(flowchart);
                FlowchartChecks.Check(flowchart, _faults);
            }

            var faults = _faults.InOrderOf(definition.Root);
            var isRefused = faults.Any(f => f.Severity == FaultSeverity.Error && (isStrict || f.Code is FaultCodes.DuplicateId or FaultCodes.Cycle)) || workflow.Members.Count == 0;
            return new CompileResult(isRefused ? null : new WorkflowGraph(definition, workflow, _activities), faults);
        }

        private CompiledActivity? Compile(ActivityNode node, CompiledActivity parent, VariableNames scope, Place place)
        {
            scope = node.Variables.Count == 0 ? scope : new VariableNames(scope, node.Variables);
            DefinitionChecks.CheckVariables(node.Id, node.Variables, _faults);
            if (catalog.FindRegistration(node.Type, 0) is null && find?.Invoke(node) is { } nested)
            {
                return Nest(node, nested, parent, scope, place);
            }

            if (Register(node) is not { } registration)
            {
                // What is inside an unknown activity is checked all the same: every fault at once.
                foreach (var child in node.Children)
                {
                    Compile(child, parent, scope, place);
                }

                return isStrict ? null : NotFound(node, parent, place);
            }

            var activity = Add(new CompiledActivity(node, registration.Descriptor, registration.Create) { Parent = parent, Key = place.KeyOf(node) });

            var loops = node.Ports.ContainsKey("body") ? new VariableNames(scope, DefinitionChecks.LoopVariables) : scope;
            foreach (var member in node.Members)
            {
                if (Compile(member, activity, scope, place) is { } compiled)
                {
                    activity.Members.Add(compiled);
                }
            }

            foreach (var (port, child) in node.Ports)
            {
                if (Compile(child, activity, port == "body" ? loops : scope, place) is { } compiled)
                {
                    activity.Ports[port] = compiled;
                }
            }

            ActivityCompiler.Compile(activity, place.Definition, scope, _faults);
            return activity;
        }

        private CompiledActivity Add(CompiledActivity activity)
        {
            if (!_activities.TryAdd(activity.Key, activity))
            {
                _faults.Add(activity.Id, FaultCodes.DuplicateId, $"活动编号“{activity.Id}”重复。");
            }

            return activity;
        }

        /// <summary>Puts another definition in the place of an activity; inside it only its own variables, inputs and outputs are in scope by name, and all around it as in Elsa.</summary>
        private CompiledActivity? Nest(ActivityNode node, WorkflowDefinition nested, CompiledActivity parent, VariableNames scope, Place place)
        {
            if (place.Contains(nested.DefinitionId))
            {
                _faults.Add(node.Id, FaultCodes.Cycle, $"活动“{node.Id}”使用的流程“{nested.Name}”又用到它自己。");
                return null;
            }

            var workflow = NestedWorkflow.WorkflowOf(node, nested);
            _left -= workflow.SelfAndDescendants().Take(MaxActivities + 1).Count();
            if (_left < 0)
            {
                return null;
            }

            var activity = Add(new CompiledActivity(node, NestedWorkflow.Describe(node, nested), static _ => NestedWorkflow.Instance) { Parent = parent, Key = place.KeyOf(node), Nested = nested });
            ActivityCompiler.Compile(activity, place.Definition, scope, _faults);
            var inside = new Place(nested, place);
            var names = new VariableNames(new VariableNames(scope, [.. nested.Inputs.Select(i => i.Name).Concat(nested.Outputs.Select(o => o.Name)).Select(n => new VariableDefinition(n, n, "Object", null, true))]), nested.Variables);
            var body = Add(new CompiledActivity(workflow, BuiltInActivities.Workflow, static _ => BuiltInActivities.WorkflowActivity) { Parent = activity, Key = inside.KeyOf(workflow) });
            activity.Members.Add(body);
            if (Compile(workflow.Members[0], body, names, inside) is not { } root)
            {
                return null;
            }

            body.Members.Add(root);
            return activity;
        }

        /// <summary>What Elsa puts in the place of an activity that it does not know.</summary>
        private CompiledActivity NotFound(ActivityNode node, CompiledActivity parent, Place place)
        {
            var placeholder = new ActivityNode { Id = node.Id, NodeId = node.NodeId, Type = UnknownActivity.TypeName, Version = 1, Name = node.Name, DisplayText = node.DisplayText, Position = node.Position, Json = node.Json };
            return Add(new CompiledActivity(placeholder, UnknownActivity.Descriptor, _ => new UnknownActivity(node.Type)) { Parent = parent, Key = place.KeyOf(node) });
        }

        private ActivityCatalog.Registration? Register(ActivityNode node)
        {
            if (catalog.FindRegistration(node.Type, node.Version) is { } registration)
            {
                return registration;
            }

            var versions = catalog.Versions(node.Type);
            if (versions.Count > 0)
            {
                _faults.Add(node.Id, FaultCodes.UnknownVersion, $"活动类型 {node.Type} 没有版本 {node.Version}（有：{string.Join("、", versions)}）。");
                return catalog.FindRegistration(node.Type, 0);
            }

            _faults.Add(node.Id, FaultCodes.UnknownType, $"未知的活动类型 {node.Type}。");
            return null;
        }

        private void CheckConnections(CompiledActivity flowchart)
        {
            var members = flowchart.Node.Members.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
            var compiled = flowchart.Members.DistinctBy(m => m.Id).ToDictionary(m => m.Id, StringComparer.Ordinal);
            foreach (var connection in flowchart.Node.Connections)
            {
                if (!members.Contains(connection.SourceId))
                {
                    _faults.Add(flowchart.Id, FaultCodes.ConnectionToNothing, $"连线的起点“{connection.SourceId}”不在流程图“{flowchart.Id}”中（终点“{connection.TargetId}”）。");
                }

                if (!members.Contains(connection.TargetId))
                {
                    _faults.Add(members.Contains(connection.SourceId) ? connection.SourceId : flowchart.Id, FaultCodes.ConnectionToNothing, $"连线的终点“{connection.TargetId}”不在流程图“{flowchart.Id}”中（起点“{connection.SourceId}”）。");
                }

                if (compiled.TryGetValue(connection.SourceId, out var source) && source.Descriptor.Ports.Of(source.Node) is { } ports && !ports.Contains(connection.SourcePort))
                {
                    _faults.Add(source.Id, FaultCodes.UnknownPort, $"活动“{source.Id}”没有出口“{connection.SourcePort}”（有：{string.Join("、", ports)}）。");
                }
            }
        }
    }
}

/// <summary>The definition that is being compiled, and those that it is nested in.</summary>
internal sealed record Place(WorkflowDefinition Definition, Place? Outer)
{
    public string KeyOf(ActivityNode node) => Outer is null ? node.Id : node.NodeId;

    public bool Contains(string definitionId) => Definition.DefinitionId == definitionId || Outer?.Contains(definitionId) == true;
}

/// <summary>The variables in scope at a place of the definition.</summary>
internal sealed class VariableNames(VariableNames? outer, IReadOnlyList<VariableDefinition> own)
{
    private readonly HashSet<string> _ids = [.. own.Select(v => v.Id)];
    private readonly HashSet<string> _names = [.. own.Select(v => v.Name)];

    public bool HasId(string id) => _ids.Contains(id) || outer?.HasId(id) == true;

    public bool HasName(string name) => _names.Contains(name) || outer?.HasName(name) == true;
}

/// <summary>Collects faults.</summary>
internal sealed class FaultList
{
    private readonly List<DefinitionFault> _faults = [];

    public void Add(string? activityId, string code, string message, FaultSeverity severity = FaultSeverity.Error) =>
        _faults.Add(new DefinitionFault(activityId, code, message, severity));

    /// <summary>In the order of the file; what is about no activity comes first.</summary>
    public IReadOnlyList<DefinitionFault> InOrderOf(ActivityNode root)
    {
        if (_faults.Count == 0)
        {
            return [];
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in root.SelfAndDescendants())
        {
            places.TryAdd(node.Id, places.Count);
        }

        return [.. _faults.OrderBy(f => f.ActivityId is null ? -1 : places.GetValueOrDefault(f.ActivityId, int.MaxValue))];
    }
}
