using System.Threading.RateLimiting;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Portal;

public static class PortalFeature
{
    /// <summary>Look-ups by a code that anybody may try.</summary>
    public const string LookUpLimit = "look-up";

    private const int LookUpsAMinute = 30;

    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddScoped<OperatorDesk>();
        services.AddScoped<OpenWorkQuery>();
        services.AddScoped<MatterGate>();
        services.AddScoped<BeginApplication>();
        services.AddScoped<ApplicationReader>();
        services.AddScoped<PaperIntake>();
        services.AddSingleton(new ApplicantPages(caseId => $"/portal/apply/{caseId}", taskId => $"/portal/task/{taskId}"));
        services.AddSingleton(new InstitutionPanel(10, "/Portal/_InstitutionCases.cshtml", InstitutionCases.ReadAsync));
        services.AddScoped<PublicCounties>();
        services.AddSingleton<ReceiptCheck>();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(LookUpLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = LookUpsAMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        services.AddNavigation(
            new NavigationEntry(Areas.Public, 10, "机构查询", "/portal/public", "building-community"),
            new NavigationEntry(Areas.Public, 20, "办事指南", "/portal/guide", "book"),
            new NavigationEntry(Areas.Public, 90, "回执核验", "/verify", "rosette-discount-check"),
            new NavigationEntry(Areas.Operator, 10, "我的机构", "/portal/institutions", "building-community"),
            new NavigationEntry(Areas.Operator, 20, "办事", "/portal/matters", "file-plus"),
            new NavigationEntry(Areas.Operator, 30, "我的申请", "/portal/applications", "files"));
        return services;
    }
}
