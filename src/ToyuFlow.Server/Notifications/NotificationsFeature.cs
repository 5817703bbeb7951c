using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Notifications.Live;
using ToyuFlow.Server.Notifications.Smtp;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Notifications;

public static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<Notify>();
        services.AddScoped<OutboxQueue>();
        services.AddScoped<NoticeTemplates>();
        services.AddScoped<RobotNews>();
        services.AddSingleton(configuration.GetSection(ChannelLimits.Section).Get<ChannelLimits>() ?? new ChannelLimits());
        services.AddSingleton<EndpointSecrets>();
        services.AddSingleton<IChannel, WeComRobot>();
        services.AddSingleton<IChannel, DingTalkRobot>();
        services.AddSingleton<IChannel, FeishuRobot>();
        services.AddSingleton<IChannel, SmsGateway>();
        services.AddSingleton<IChannel, WebHook>();
        services.AddSingleton<HttpCarrier>();
        services.AddSingleton<MailCarrier>();
        services.AddScoped<ReadNotices>();
        services.AddScoped<ChooseNotices>();
        services.AddSingleton<NoticeList>();
        services.AddSingleton<NoticeChoices>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton(MailOptions.Read(configuration));
        services.AddSingleton(provider => new SmtpTransport(provider.GetRequiredService<MailOptions>().Smtp, TimeProvider.System));
        services.AddSingleton<OutboxMail>();
        services.AddSingleton<OutboxSender>();
        services.AddSingleton<OutboxList>();
        services.AddSingleton<EndpointList>();
        services.AddScoped<ManageEndpoint>();
        services.AddScoped<MakeDigests>();
        services.AddScoped<WriteTemplate>();
        services.AddSingleton<TemplateList>();
        services.AddScoped<OutboxClaims>();
        services.AddScoped<ResendMail>();
        services.AddHostedService<OutboxLoop>();
        services.AddSingleton(new MailFromWorkflow((provider, mail) =>
        {
            foreach (var recipient in mail.To)
            {
                provider.GetRequiredService<Notify>().Mail(recipient, mail.Subject, mail.Body, provider.GetRequiredService<RunningInstance>().CaseId);
            }
        }));
        services.AddNavigation(new NavigationEntry(Areas.SystemAdministrator, 80, "邮件与消息发送", "/notifications/outbox", "mail"));
        services.AddNavigation(new NavigationEntry(Areas.SystemAdministrator, 82, "消息模板", TemplatesModel.Path, "template"));
        services.AddNavigation(new NavigationEntry(Areas.Officer, 95, "消息", "/notifications", "bell", Count: "unread"));
        services.AddNavigation(new NavigationEntry(Areas.Operator, 90, "消息", "/notifications", "bell", Count: "unread"));
        services.AddNoticeStream();
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes) => routes.MapNoticeStream();
}
