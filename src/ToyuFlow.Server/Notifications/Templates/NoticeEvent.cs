namespace ToyuFlow.Server.Notifications.Templates;

/// <summary>Something that people are told of, with its built-in words. Each folder registers those that it tells of.</summary>
/// <param name="Code">Never changes: the words of a county hang on it.</param>
/// <param name="Name">What an administrator finds it by.</param>
/// <param name="Values">All that a template of it can name.</param>
public sealed record NoticeEvent(string Code, NoticeKind Kind, string Name, NoticeWords Chinese, NoticeWords English, params IReadOnlyList<NoticeValue> Values)
{
    /// <summary>Whether it is about a task, so that a step may have words of its own for it.</summary>
    public bool IsOfTask => Code.StartsWith("task.", StringComparison.Ordinal);

    public NoticeWords BuiltIn(string language) => language == Languages.English ? English : Chinese;

    public Announcement Say(params ReadOnlySpan<(string Name, string Value)> values)
    {
        var given = new Dictionary<string, string>();
        foreach (var (name, value) in values)
        {
            given[name] = value;
        }

        return new Announcement(this, given);
    }

    public IReadOnlyDictionary<string, string> Sample() => Values.ToDictionary(v => v.Name, v => v.Sample);
}

public sealed record NoticeWords(string Subject, string Body);

/// <param name="Name">As templates write it.</param>
public sealed record NoticeValue(string Name, string Meaning, string Sample);

/// <summary>An event that has happened, with its values.</summary>
public sealed record Announcement(NoticeEvent Event, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The step that it came from.</summary>
    public string Step { get; init; } = "";

    public Announcement At(string stepCode) => this with { Step = stepCode };
}

public static class Languages
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static readonly IReadOnlyList<string> All = [Chinese, English];

    /// <summary>As a key of the texts.</summary>
    public static string Words(string language) => language == English ? "英文" : "中文";
}
