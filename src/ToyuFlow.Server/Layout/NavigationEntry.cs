namespace ToyuFlow.Server.Layout;

/// <summary>
/// One line of the left navigation. A feature registers its own with <c>services.AddNavigation(…)</c>; people see those of
/// the areas in their <c>toyuflow:area</c> claims, everybody those of the area <c>public</c>.
/// </summary>
/// <param name="Area">officer, operator, finance, leader, admin-system, admin-security, admin-audit or public.</param>
/// <param name="Order">Position within the area; features leave gaps of ten.</param>
/// <param name="Text">The Chinese words, translated like any other text.</param>
/// <param name="Href">The address; the longest one that begins the current path is marked as current.</param>
/// <param name="Icon">A Tabler icon without its prefix, as <c>inbox</c>.</param>
/// <param name="Policy">An authorization policy that must also hold, or none.</param>
/// <param name="Count">Which number stands beside it: <c>todo</c>, <c>unread</c>, <c>supervision</c> or none.</param>
public sealed record NavigationEntry(
    string Area, int Order, string Text, string Href, string Icon, string? Policy = null, string? Count = null);
