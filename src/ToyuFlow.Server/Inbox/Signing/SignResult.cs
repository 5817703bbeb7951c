using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>What a decided round means for the flow: by which of the step's ways it goes on, and what is said of it.</summary>
public sealed class SignResult(TaskSpec spec, IReadOnlyList<RoundRow> rows, SignOutcome outcome, Guid? last)
{
    private Vote Voice => outcome == SignOutcome.Passed ? Vote.Yes : Vote.No;

    public IReadOnlyList<RoundRow> Signed { get; } = [.. rows.Where(r => r.Sign.Status == WorkTaskStatus.Done).OrderBy(r => r.DecidedAt).ThenBy(r => r.Id)];

    public RoundRow Root { get; } = rows.First(r => r.Sign.Kind == SignKind.Main);

    /// <summary>What most of those chose who carry it; where only the clock spoke, the step's first of the kind.</summary>
    public TaskAction Action =>
        Carrying.Where(r => r.Action is not null).GroupBy(r => r.Action!).OrderByDescending(g => g.Sum(r => r.Sign.Weight)).ThenBy(g => IndexOf(g.Key)).Select(g => spec.Find(g.Key)).FirstOrDefault(a => a?.Voice == Voice)
        ?? spec.Actions.FirstOrDefault(a => a.Voice == Voice)
        ?? throw new ConflictException($"这一步没有表示“{(Voice == Vote.Yes ? "同意" : "不同意")}”的办理结果，流程无法继续。请联系管理员检查流程设计。");

    /// <summary>The task that stands for the round: the last to decide among those who carry the result.</summary>
    public RoundRow Deciding => Carrying.LastOrDefault() ?? Root;

    public string Opinion => (Signed.FirstOrDefault(r => r.Id == last) ?? Deciding).Opinion;

    public JsonNode Answers => Deciding.Answers is { } answers ? JsonNode.Parse(answers)! : new JsonObject();

    public bool IsAutomatic => last is null && Signed.Any(r => r.Sign.IsAutomatic);

    public string Sentence
    {
        get
        {
            var action = Action;
            var units = string.Join("、", rows.Where(r => r.Sign.HasVoice && r.Unit.Length > 0).Select(r => r.Unit).Distinct());
            var who = string.Join("、", Signed.Where(r => r.Sign.Vote == Voice && r.Sign.HasVoice).Select(r => r.DecidedByName));
            return (action.Says ?? "{unit}：" + Root.Title + "，" + action.Label + (IsAutomatic ? "（超时自动，系统）" : ""))
                .Replace("{unit}", units, StringComparison.Ordinal)
                .Replace("{who}", who.Length > 0 ? who : Actor.SystemName, StringComparison.Ordinal);
        }
    }

    private IEnumerable<RoundRow> Carrying => Signed.Where(r => r.Sign.HasVoice && r.Sign.Vote == Voice);

    private int IndexOf(string code) => spec.Actions.Select((a, i) => (a.Code, i)).FirstOrDefault(a => a.Code == code).i;
}
