namespace ToyuFlow.Server.Institutions;

public static class InstitutionsFeature
{
    public static IServiceCollection AddInstitutions(this IServiceCollection services) => services.AddScoped<InstitutionRegister>();
}
