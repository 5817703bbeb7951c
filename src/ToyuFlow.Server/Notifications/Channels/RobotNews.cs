using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>Posts to the robots and hooks of the county what its officers are told: once for a group, however many of them it concerns, with their names.</summary>
public sealed class RobotNews(Step step, OutboxQueue outbox, NoticeTemplates templates)
{
    private readonly Dictionary<(Guid Endpoint, NoticeWords Words), (Guid Message, List<string> Names)> _posted = [];
    private List<NoticeEndpoint>? _robots;

    public void Tell(string name, Announcement said, string href, Guid? caseId)
    {
        var robots = Robots().Where(r => r.Wants(said.Event.Kind)).ToList();
        if (robots.Count == 0)
        {
            return;
        }

        var words = templates.Say(said, Languages.Chinese, caseId);
        foreach (var robot in robots)
        {
            Post(robot, words, name, href, caseId);
        }
    }

    private void Post(NoticeEndpoint robot, NoticeWords words, string name, string href, Guid? caseId)
    {
        if (!_posted.TryGetValue((robot.Id, words), out var posted))
        {
            var message = new QueuedMessage(robot.Channel, robot.Name, words with { Body = To([name], words.Body) }) { EndpointId = robot.Id, Href = href, CaseId = caseId };
            _posted[(robot.Id, words)] = (outbox.Add(message, Timing.AtOnce), [name]);
            return;
        }

        posted.Names.Add(name);
        step.Sql.Execute(
            "update outbox set text = @text where tenant_id = @tenant and id = @id", ("text", To(posted.Names, words.Body)), ("tenant", step.TenantId), ("id", posted.Message));
    }

    private static string To(List<string> names, string text) => $"致{string.Join("、", names.Distinct())}：{text}";

    private List<NoticeEndpoint> Robots() => _robots ??= step.Sql.List(
        "select id, channel, name, kinds from notice_endpoint where tenant_id = @tenant and is_enabled = @yes and channel <> @sms and kinds <> '' order by name",
        row => new NoticeEndpoint { Id = row.GetGuid(0), Channel = row.Named<NoticeChannel>(1), Name = row.GetString(2), Kinds = row.GetString(3) },
        ("tenant", step.TenantId), ("yes", true), ("sms", NoticeChannel.Sms));
}
