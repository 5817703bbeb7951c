using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Workflows.Delivery;
using ToyuFlow.Server.Workflows.Edits;
using ToyuFlow.Server.Workflows.Migration;
using ToyuFlow.Server.Workflows.Outbound;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows;

public static class WorkflowsFeature
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var catalog = ActivityCatalog.BuiltIn();
            foreach (var activity in provider.GetServices<ServiceActivity>())
            {
                catalog.Add(activity.Descriptor, activity.Create);
            }

            return catalog;
        });
        services.AddSingleton<GraphCache>();
        services.AddSingleton<DefinitionAdvice>();
        services.AddSingleton<InstanceFlow>();
        services.AddSingleton<DefinitionList>();
        services.AddSingleton<InstanceList>();
        services.AddSingleton<IncidentList>();
        services.AddSingleton<InstanceDetails>();
        services.AddNavigation(
            new NavigationEntry(Areas.SystemAdministrator, 20, "流程实例", InstancesModel.Path, "route"),
            new NavigationEntry(Areas.SystemAdministrator, 30, "流程异常", IncidentsModel.Path, "alert-triangle"));
        services.AddSingleton<WorkflowRunner>();
        services.AddScoped<InstanceStore>();
        services.AddScoped<CaseHold>();
        services.AddScoped<Timers>();
        services.AddScoped<RunningInstance>();
        services.AddScoped<WorkflowHost>();
        services.AddScoped<DefinitionLibrary>();
        services.AddDelivery();
        services.AddOutbound();
        services.AddMigration();
        services.AddEdits();
        services.AddSingleton(new TimerHandler(InstanceStore.BookmarkTimer, async (provider, timer, token) =>
            await provider.GetRequiredService<WorkflowHost>().ResumeAsync(
                Guid.Parse(timer.Payload["instance"]!.GetValue<string>()), timer.SubjectId, new Dictionary<string, System.Text.Json.Nodes.JsonNode?>(), token)));
        return services;
    }

    /// <summary>Adds a step of the service to the designer and the engine; it is made anew for each execution, with its use cases in the constructor.</summary>
    public static IServiceCollection AddActivity<T>(this IServiceCollection services, ActivityDescriptor descriptor) where T : Activity
    {
        services.AddScoped<T>();
        services.AddSingleton(new ServiceActivity(descriptor, provider => provider.GetRequiredService<T>()));
        return services;
    }
}

public sealed record ServiceActivity(ActivityDescriptor Descriptor, Func<IServiceProvider, Activity> Create);
