namespace ToyuFlow.Server.Audit;

public static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddScoped<AuditTrail>().AddSingleton<AuditList>();
}
