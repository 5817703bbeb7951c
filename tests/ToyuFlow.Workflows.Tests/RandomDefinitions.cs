using System.Globalization;
using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Tests;

/// <summary>Definitions that nobody drew. The same number gives the same definition.</summary>
internal static class RandomDefinitions
{
    private static readonly string[] Kinds = ["RunTask", "SetVariable", "FlowDecision", "FlowSwitch", "FlowFork", "FlowJoin:WaitAll", "FlowJoin:WaitAny", "FlowJoin:WaitAllActive", "Parallel", "For", "RunJavaScript", "End", "Finish", "Delay", "Fault"];
    private static readonly string[] Words = ["variables.n", "variables.text", "variables.list", "getVariable('n')", "getN()", "getInput('x')", "getLastResult()", "getCorrelationId()", "'s'", "1", "0", "-1e300", "null", "[1,2]", "({a:1})", "nobody", "variables.nobody", "variables"];
    private static readonly string[] Signs = ["+", "-", "*", "/", "%", "==", "===", "<", ">=", "&&", "||", ","];

    public static JsonObject Flowchart(Random random)
    {
        var count = random.Next(2, 12);
        var activities = new List<JsonNode> { Wf.Activity("start", "Start") };
        for (var i = 1; i <= count; i++)
        {
            activities.Add(Activity($"a{i}", Kinds[random.Next(Kinds.Length)], random));
        }

        var lines = new List<string>();
        for (var i = 1; i <= count; i++)
        {
            lines.Add($"{(i == 1 ? "start" : Port(activities[random.Next(i)], random))}->a{i}");
        }

        for (var extra = random.Next(count); extra > 0; extra--)
        {
            lines.Add($"{Port(activities[random.Next(activities.Count)], random)}->a{random.Next(1, count + 1)}");
        }

        var definition = Wf.Definition(Wf.Flowchart([.. activities], [.. lines]), "n", "text", "list");
        definition["options"] = new JsonObject { ["incidentStrategyType"] = random.Next(4) switch { 0 => "ContinueWithIncidentsStrategy", 1 => "RetryStrategy", _ => null } };
        return definition;
    }

    /// <summary>Tasks in branches that join again, without anything that ends a branch early.</summary>
    public static (JsonObject Definition, IReadOnlyList<string> Tasks) Branches(Random random)
    {
        var count = random.Next(3, 10);
        var tasks = Enumerable.Range(1, count).Select(i => $"t{i}").ToList();
        var lines = new List<string>();
        for (var i = 0; i < count; i++)
        {
            lines.Add($"{(i == 0 ? "start" : random.Next(3) == 0 ? "start" : tasks[random.Next(i)])}->{tasks[i]}");
            if (i > 1 && random.Next(2) == 0)
            {
                lines.Add($"{tasks[random.Next(i)]}->{tasks[i]}");
            }
        }

        return (Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), .. tasks.Select(t => Wf.Task(t))], [.. lines.Distinct()])), tasks);
    }

    /// <summary>A script that may be right, wrong or hostile.</summary>
    public static string Script(Random random, int depth = 0) => random.Next(depth > 3 ? 4 : 14) switch
    {
        < 4 => Words[random.Next(Words.Length)],
        < 9 => $"{Script(random, depth + 1)} {Signs[random.Next(Signs.Length)]} {Script(random, depth + 1)}",
        9 => $"({Script(random, depth + 1)} ? {Script(random, depth + 1)} : {Script(random, depth + 1)})",
        10 => $"variables.n = {Script(random, depth + 1)}; return {Script(random, depth + 1)}",
        11 => $"JSON.stringify({Script(random, depth + 1)})",
        12 => random.Next(300) == 0 ? "while (true) { variables.n }" : $"for (var i = 0; i < {random.Next(5)}; i++) {{ setVariable('text', {Script(random, depth + 1)}) }}",
        _ => random.Next(10) == 0 ? "var f = function () { return f() }; f()" : $"{Script(random, depth + 1)}.length"
    };

    public static void Mutate(JsonNode json, Random random)
    {
        var nodes = new List<JsonNode>();
        void Collect(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject o:
                    nodes.Add(o);
                    foreach (var (_, child) in o)
                    {
                        Collect(child);
                    }

                    break;
                case JsonArray a:
                    nodes.Add(a);
                    foreach (var child in a)
                    {
                        Collect(child);
                    }

                    break;
            }
        }

        Collect(json);
        var odd = new Func<JsonNode?>[] { () => null, () => 7, () => "x", () => new JsonArray(), () => new JsonObject(), () => true, () => new JsonArray(null, 1, new JsonObject()), () => -1e300 };
        switch (nodes[random.Next(nodes.Count)])
        {
            case JsonObject { Count: > 0 } o:
                var name = o.ElementAt(random.Next(o.Count)).Key;
                if (random.Next(3) == 0)
                {
                    o.Remove(name);
                }
                else
                {
                    o[name] = odd[random.Next(odd.Length)]();
                }

                break;
            case JsonArray { Count: > 0 } a:
                var place = random.Next(a.Count);
                if (random.Next(3) == 0)
                {
                    a.Add(a[place]?.DeepClone());
                }
                else
                {
                    a[place] = odd[random.Next(odd.Length)]();
                }

                break;
        }
    }

    private static JsonObject Activity(string id, string kind, Random random) => kind.Split(':') switch
    {
        ["RunTask"] => Wf.Task(id, random.Next(2) == 0 ? "text" : null),
        ["SetVariable"] => Wf.Set(id, "n", random.Next(2) == 0 ? "(variables.n || 0) + 1" : Script(random)),
        ["FlowDecision"] => Wf.Activity(id, "FlowDecision", ("condition", Wf.Script(random.Next(2) == 0 ? $"(variables.n || 0) % {random.Next(2, 5)} == 0" : Script(random)))),
        ["FlowSwitch"] => Wf.Activity(id, "FlowSwitch", ("mode", random.Next(2) == 0 ? "MatchAny" : "MatchFirst"), ("cases", new JsonArray(Case("A", random), Case("B", random)))),
        ["FlowFork"] => Wf.Activity(id, "FlowFork", ("branches", Wf.Expression("Object", "[\"A\",\"B\"]"))),
        ["FlowJoin", var mode] => Wf.Activity(id, "FlowJoin", ("mode", mode)),
        ["Parallel"] => Wf.Activity(id, "Parallel", ("activities", new JsonArray(Wf.Task(id + "x"), Wf.Line(id + "y")))),
        ["For"] => Wf.Activity(id, "For", ("start", Wf.Script(Script(random))), ("end", random.Next(4)), ("body", random.Next(2) == 0 ? Wf.Task(id + "b") : Wf.Line(id + "b"))),
        ["RunJavaScript"] => Wf.Activity(id, "RunJavaScript", ("script", Script(random))),
        ["Delay"] => Wf.Activity(id, "Delay", ("timeSpan", "01:00:00")),
        [var plain] => Wf.Activity(id, plain),
        _ => throw new InvalidOperationException(kind)
    };

    private static JsonObject Case(string label, Random random) => new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = Script(random) } };

    private static string Port(JsonNode activity, Random random) => activity["type"]!.GetValue<string>() switch
    {
        "Elsa.FlowDecision" => $"{activity["id"]}:{(random.Next(2) == 0 ? "True" : "False")}",
        "Elsa.FlowFork" => $"{activity["id"]}:{(random.Next(2) == 0 ? "A" : "B")}",
        "Elsa.FlowSwitch" => string.Create(CultureInfo.InvariantCulture, $"{activity["id"]}:{(random.Next(3) switch { 0 => "A", 1 => "B", _ => "Default" })}"),
        _ => $"{activity["id"]}:Done"
    };
}
