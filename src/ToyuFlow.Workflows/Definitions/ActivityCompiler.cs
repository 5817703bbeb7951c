using System.Globalization;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Expressions;
using ToyuFlow.Workflows.Expressions.JavaScript;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>Compiles the inputs, outputs and cases of one activity.</summary>
internal static class ActivityCompiler
{
    public static void Compile(CompiledActivity activity, WorkflowDefinition definition, VariableNames scope, FaultList faults)
    {
        var check = new Check(activity, definition, scope, faults);
        Inputs(activity, check);
        Outputs(activity, check);
        if (activity.Node.Type is "Elsa.Switch" or "Elsa.FlowSwitch")
        {
            AddCases(activity, check);
        }

        if (activity.Node.Type == "Elsa.SetVariable")
        {
            var (id, name) = ExpressionCompiler.Reference(activity.Node.Json["variable"]);
            activity.VariableId = id;
            if (!scope.HasId(id))
            {
                check.Undeclared(name.Length > 0 ? name : id);
            }
        }
    }

    private static void Inputs(CompiledActivity activity, Check check)
    {
        var json = activity.Node.Json;
        foreach (var input in activity.Descriptor.Inputs)
        {
            var node = json[ElsaJsonReader.Camel(input.Name)];
            var expression = check.Expression(input.Name, () => ExpressionCompiler.CompileInput(node, input.Type, KeepsText(activity.Node.Type, input.Name)), node);
            if (input.Required && (expression is null || (expression.TryGetConstant(out var constant) && IsEmpty(constant))))
            {
                check.Missing(input);
            }

            activity.Inputs.Add(new CompiledInput(input.Name, input.Type, expression, input.Default, input.AutoEvaluate));
        }

        if (activity.Descriptor.IsBuiltIn)
        {
            return;
        }

        // What a newer version of a custom activity's editor added is there to be asked for, but not evaluated unasked.
        foreach (var (name, node) in json)
        {
            if (node is JsonObject wrapper && wrapper.ContainsKey("typeName") && wrapper.ContainsKey("expression") && activity.FindInput(name) is null)
            {
                var type = ValueConversion.TypeOf(ElsaJsonReader.Text(wrapper, "typeName"));
                activity.Inputs.Add(new CompiledInput(name, type, check.Expression(name, () => ExpressionCompiler.CompileInput(node, type), node), null, false));
            }
        }
    }

    /// <summary>An input of Elsa's own that takes any object gets the text of an object expression, not what the text says.</summary>
    private static bool KeepsText(string type, string input) => (type, input) is ("Elsa.SetVariable", "Value") or ("Elsa.SetOutput", "OutputValue") or ("Elsa.PublishEvent", "Payload");

    private static bool IsEmpty(JsonNode? value) => value is null || (value is JsonValue text && text.TryGetValue<string>(out var s) && string.IsNullOrWhiteSpace(s));

    private static void Outputs(CompiledActivity activity, Check check)
    {
        foreach (var output in activity.Descriptor.Outputs)
        {
            if ((activity.Node.Json[ElsaJsonReader.Camel(output.Name)] as JsonObject)?["memoryReference"] is JsonObject reference && ElsaJsonReader.Text(reference, "id") is { Length: > 0 } id)
            {
                activity.OutputBindings[output.Name] = id;
                check.OutputVariable(output.Name, id);
            }
        }
    }

    private static void AddCases(CompiledActivity activity, Check check)
    {
        var cases = ElsaJsonReader.Objects(activity.Node.Json["cases"]).ToList();
        for (var i = 0; i < cases.Count; i++)
        {
            var label = ElsaJsonReader.Text(cases[i], "label") ?? "";
            var condition = cases[i]["condition"] as JsonObject;
            var expression = check.Expression($"分支“{label}”的条件", () => condition is null ? null : ExpressionCompiler.Compile(condition, DataType.Object), condition);
            activity.Cases.Add(new CompiledCase(label, expression, activity.Port(string.Create(CultureInfo.InvariantCulture, $"cases[{i}]"))));
        }
    }

    /// <summary>Where faults of one activity go.</summary>
    private sealed class Check(CompiledActivity activity, WorkflowDefinition definition, VariableNames scope, FaultList faults)
    {
        public CompiledExpression? Expression(string place, Func<CompiledExpression?> compile, JsonNode? source)
        {
            CompiledExpression? failure = null;
            try
            {
                var expression = compile();
                Names(place, source);
                return expression;
            }
            catch (ExpressionException e)
            {
                // A definition with it is not published, but may be tried; then the activity faults.
                failure = new FaultyExpression(e.Message);
                faults.Add(activity.Id, FaultCodes.ExpressionSyntax, $"活动“{activity.Id}”的 {place}：{e.Message}");
            }
            catch (NotSupportedException e)
            {
                faults.Add(activity.Id, FaultCodes.UnknownExpressionType, $"活动“{activity.Id}”的 {place}：不支持的表达式类型 {e.Message}（支持：{string.Join("、", ExpressionCompiler.Types)}）。");
            }

            return failure;
        }

        public void Missing(ActivityInput input) =>
            faults.Add(activity.Id, FaultCodes.MissingInput, $"活动“{activity.Id}”缺少 {input.DisplayName ?? input.Name}。");

        public void Undeclared(string name) =>
            faults.Add(activity.Id, FaultCodes.UndeclaredVariable, $"活动“{activity.Id}”使用了没有声明的变量“{name}”。");

        public void OutputVariable(string output, string id)
        {
            if (!scope.HasId(id))
            {
                faults.Add(activity.Id, FaultCodes.UndeclaredVariable, $"活动“{activity.Id}”的输出 {output} 写入没有声明的变量“{id}”。");
            }
        }

        private void Names(string place, JsonNode? source)
        {
            var expression = (source as JsonObject)?["expression"] as JsonObject ?? source as JsonObject;
            if (expression is null)
            {
                return;
            }

            var value = expression["value"];
            switch (ElsaJsonReader.Text(expression, "type"))
            {
                case "Variable":
                    var (id, name) = ExpressionCompiler.Reference(value);
                    if (!scope.HasId(id) && !scope.HasName(name))
                    {
                        Undeclared(name);
                    }

                    break;
                case "JavaScript" when value is JsonValue:
                    foreach (var used in ScriptCompiler.Compile(value.ToString()).VariableNames.Where(n => !scope.HasName(n) && !definition.Inputs.Any(i => i.Name == n)))
                    {
                        faults.Add(activity.Id, FaultCodes.UndeclaredVariable, $"活动“{activity.Id}”的 {place} 使用了没有声明的变量“{used}”。");
                    }

                    break;
            }
        }
    }
}
