using System.Text.Json.Nodes;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Rehearsals;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>`workflow simulate`: the designer's rehearsal for scripts. Nothing is stored.</summary>
public sealed class WorkflowSimulate(Rehearsal rehearsal, DefinitionReader definitions, PackCatalog packs)
{
    private const string Usage = "用法：workflow simulate FLOW|FILE [--tenant T] [--choose 环节:结果]… [--by 机构ID] [--json]";

    /// <returns>0 when all choices could be taken, 1 when one could not or the definition has faults, 2 for a wrong command line.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (!Arguments.TryParse(args, ["--json"], ["--tenant", "--choose", "--by"], out var arguments) || arguments.Files is not [var flow]
            || (arguments.Values("--by").LastOrDefault() is { } named && !Guid.TryParse(named, out _)))
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        var tenant = arguments.Values("--tenant").LastOrDefault() ?? packs.Packs.First().Id;
        if (packs.Packs.All(p => p.Id != tenant))
        {
            await error.WriteLineAsync($"没有“{tenant}”这个县。");
            return 1;
        }

        try
        {
            var json = File.Exists(flow) ? await File.ReadAllTextAsync(flow) : definitions.Find(tenant, flow, "Latest")?.Json ?? throw new FileNotFoundException($"没有“{flow}”这个流程，也没有这个文件。");
            var request = new RehearsalRequest(json)
            {
                InstitutionId = arguments.Values("--by").LastOrDefault() is { } id ? Guid.Parse(id) : null,
                Choices = [.. arguments.Values("--choose")],
            };
            var view = await rehearsal.PlayAsync(Actor.System(tenant), request, CancellationToken.None);
            await output.WriteLineAsync(arguments.Has("--json") ? Json(view).ToJsonString(WorkflowCommands.Json) : Words(view));
            return view.Refusal is null ? 0 : 1;
        }
        catch (Exception wrong) when (wrong is RefusedException or IOException or FormatException)
        {
            await error.WriteLineAsync(wrong.Message);
            return 1;
        }
    }

    private static JsonObject Json(RehearsalView view) => new()
    {
        ["now"] = view.Now,
        ["finished"] = view.IsFinished,
        ["refusal"] = view.Refusal,
        ["tasks"] = new JsonArray([.. view.Tasks.Select(t => new JsonObject
        {
            ["step"] = t.Key,
            ["title"] = t.Title,
            ["who"] = t.Who,
            ["people"] = List(t.People),
            ["due"] = t.PromisedDueAt ?? t.DueAt,
            ["results"] = List(t.Actions.Select(a => a.Code)),
        })]),
        ["nextTimer"] = view.NextTimer,
        ["timeline"] = new JsonArray([.. view.Lines.Select(l => new JsonObject { ["at"] = l.At, ["who"] = l.Who, ["automatic"] = l.IsAutomatic, ["text"] = l.Sentence })]),
        ["clocks"] = new JsonArray([.. view.Clocks.Select(c => new JsonObject { ["name"] = c.Name, ["due"] = c.DueAt, ["promised"] = c.PromisedDueAt, ["stopped"] = c.HasStopped })]),
        ["amounts"] = new JsonArray([.. view.Amounts.Select(a => new JsonObject { ["scheme"] = a.Scheme, ["fen"] = a.Amount.Fen, ["lines"] = List(a.Lines), ["reasons"] = List(a.Reasons) })]),
        ["notices"] = List(view.Notices),
        ["incidents"] = List(view.Incidents),
    };

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(i => JsonValue.Create(i))]);

    private static string Words(RehearsalView view)
    {
        var lines = view.Lines.Select(l => $"{BeijingTime.Of(l.At):yyyy-MM-dd HH:mm}  {l.Sentence}").ToList();
        lines.AddRange(view.Amounts.Select(a => $"金额：{a.Scheme} {a.Amount} 元"));
        lines.AddRange(view.Incidents.Select(i => $"流程出错：{i}"));
        lines.AddRange(view.Tasks.Select(t => $"待办：{t.Title}（{t.Key}）— {t.Who} {string.Join("、", t.People)}；结果：{string.Join("、", t.Actions.Select(a => $"{a.Code} {a.Label}"))}"));
        if (view.Refusal is { } refusal)
        {
            lines.Add($"上一步没有办成：{refusal}");
        }

        lines.Add(view.IsFinished ? "流程走完了。" : view.NextTimer is { } timer ? $"没有人办理时，{BeijingTime.Of(timer):yyyy-MM-dd HH:mm} 由系统继续。" : "等待办理。");
        return string.Join(Environment.NewLine, lines);
    }
}
