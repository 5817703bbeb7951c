using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Recognition;

public static class RecognitionFeature
{
    public static IServiceCollection AddRecognition(this IServiceCollection services)
    {
        services.AddNotices([RecognitionNotices.Recognized]);
        services.AddScoped<RecognizeInstitution>();
        services.AddNavigation(new NavigationEntry(Areas.Officer, 65, "普惠认定", "/recognition", "award", LeadBureau.Policy));
        return services;
    }
}
