using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace ToyuFlow.Server.Layout;

/// <summary>A sentence that the next page shows once: what happened, and who has it now.</summary>
public static class Flash
{
    private const string Key = "flash";

    public static void Done(this ITempDataDictionary temp, string sentence) => temp[Key] = "done|" + sentence;

    public static void Warn(this ITempDataDictionary temp, string sentence) => temp[Key] = "warn|" + sentence;

    public static (string Kind, string Sentence)? Take(ITempDataDictionary temp) =>
        temp[Key] is string text && text.Split('|', 2) is [var kind, var sentence] ? (kind, sentence) : null;
}
