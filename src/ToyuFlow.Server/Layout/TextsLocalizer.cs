using Microsoft.Extensions.Localization;

namespace ToyuFlow.Server.Layout;

/// <summary>Lets labels and messages of data annotations go through <see cref="Texts"/> like everything else.</summary>
internal sealed class TextsLocalizer(Texts texts) : IStringLocalizer
{
    public LocalizedString this[string name] => new(name, texts[name]);

    public LocalizedString this[string name, params object[] arguments] => new(name, texts[name, arguments]);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
