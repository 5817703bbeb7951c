using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Notifications;

/// <summary>消息模板: every event that people are told of, and which the county has put into words of its own.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class TemplatesModel(IEnumerable<NoticeEvent> events, TemplateList templates, CurrentUser user) : PageModel
{
    public const string Path = "/notifications/templates";

    public IReadOnlyList<NoticeEvent> Events { get; } = [.. events];

    public ILookup<string, WrittenTemplate> Written { get; private set; } = null!;

    public void OnGet() => Written = templates.Read(user.TenantId).ToLookup(t => t.Key.Event);
}
