using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace ToyuFlow.Server.Layout;

/// <summary>The title of a page, the line under it and the way back up; set at the top of a view.</summary>
public static class PageHead
{
    private const string AboveKey = "Above";

    public static void Head(this ViewDataDictionary view, string title, params (string Text, string Href)[] above)
    {
        view["Title"] = title;
        view[AboveKey] = above;
    }

    /// <summary>One sentence under the title: what the page is for, or what is waiting.</summary>
    public static void Lead(this ViewDataDictionary view, string lead) => view["Lead"] = lead;

    /// <summary>For pages that draw their own heading (the confirmation page, the sign-in page).</summary>
    public static void WithoutHeading(this ViewDataDictionary view) => view["WithoutHeading"] = true;

    public static IReadOnlyList<(string Text, string Href)> Above(this ViewDataDictionary view) =>
        view[AboveKey] as (string, string)[] ?? [];
}
