using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Portal;

public static class PortalFeature
{
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddScoped<OperatorDesk>();
        services.AddScoped<OpenWorkQuery>();
        services.AddScoped<MatterGate>();
        services.AddScoped<BeginApplication>();
        services.AddScoped<ApplicationReader>();
        services.AddScoped<PaperIntake>();
        services.AddNavigation(
            new NavigationEntry(Areas.Operator, 10, "我的机构", "/portal/institutions", "building-community"),
            new NavigationEntry(Areas.Operator, 20, "办事", "/portal/matters", "file-plus"),
            new NavigationEntry(Areas.Operator, 30, "我的申请", "/portal/applications", "files"),
            new NavigationEntry(Areas.Operator, 90, "消息", FrameLinks.Unread, "bell", Count: "unread"));
        return services;
    }
}
