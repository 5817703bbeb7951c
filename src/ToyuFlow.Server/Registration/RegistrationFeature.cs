using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Registration;

public static class RegistrationFeature
{
    public static IServiceCollection AddRegistration(this IServiceCollection services)
    {
        services.AddNotices([RegistrationNotices.Pushed]);
        services.AddScoped<RegisterInstitution>();
        services.AddScoped<PushRegistration>();
        services.AddSingleton(new CaseObstacle(RegisterInstitution.Obstacle));
        services.AddNavigation(new NavigationEntry(Areas.Officer, 64, "登记未备案", "/registration", "list-search", LeadBureau.Policy));
        services.AddActivity<RegistrationRouteActivity>(new(
            RegistrationRouteActivity.TypeName, 1, "确定登记机关", "托育", "按政策包，由机构类型确定登记机关的角色。",
            [], [new ActivityOutput("Role", DataType.String, "登记机关角色")], ActivityPorts.Done));
        services.AddActivity<RegisterInstitutionActivity>(new(
            RegisterInstitutionActivity.TypeName, 1, "准予登记", "托育", "记录登记结果，校验统一社会信用代码。",
            [new("CreditCode", DisplayName: "统一社会信用代码", Required: true), new("LicenceNumber", DisplayName: "证照编号")], [], ActivityPorts.Done));
        services.AddActivity<PushRegistrationActivity>(new(
            PushRegistrationActivity.TypeName, 1, "推送登记信息", "托育", "把登记信息推送给卫生健康部门。",
            [new("LicenceNumber", DisplayName: "证照编号")], [], ActivityPorts.Done));
        return services;
    }
}
