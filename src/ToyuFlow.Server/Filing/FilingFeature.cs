using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Filing;

public static class FilingFeature
{
    public static IServiceCollection AddFiling(this IServiceCollection services)
    {
        services.AddNotices([FilingNotices.Filed]);
        services.AddScoped<IssueFilingReceipt>();
        services.AddScoped<FilingDocuments>();
        services.AddSingleton(new CaseObstacle(FilingRecord.Obstacle));
        services.AddSingleton(new InstitutionPanel(20, "/Filing/_FilingPanel.cshtml", FilingPanel.ReadAsync));
        services.AddNavigation(new NavigationEntry(Areas.Officer, 66, "备案名录", "/filing", "certificate"));
        services.AddActivity<IssueReceiptActivity>(new(
            IssueReceiptActivity.TypeName, 1, "出具备案回执", "托育", "编号并出具备案回执，告知托育机构基本条件。",
            [], [new ActivityOutput("Number", DataType.String, "回执编号")], ActivityPorts.Done));
        return services;
    }
}
