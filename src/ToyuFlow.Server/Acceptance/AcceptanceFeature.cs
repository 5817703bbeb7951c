using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Acceptance;

public static class AcceptanceFeature
{
    public static IServiceCollection AddAcceptance(this IServiceCollection services)
    {
        services.AddSingleton(new CasePart("acceptance", "AcceptancePanel") { Order = 20 });
        services.AddActivity<JointAcceptanceActivity>(new(
            JointAcceptanceActivity.TypeName, 1, "并联验收", "托育", "按政策包的验收项目同时交各部门验收，全部作出结论后汇合。",
            [new("Limit", DisplayName: "时限")], [], ActivityPorts.Fixed("Passed", "Failed"))
        {
            MayWait = true,
            MayRepeat = true,
        });
        services.AddActivity<RecordAcceptanceActivity>(new(
            RecordAcceptanceActivity.TypeName, 1, "记录验收结论", "托育", "记录安全验收合格和验收托位数。",
            [new("Places", DisplayName: "验收托位数")], [], ActivityPorts.Done));
        return services;
    }
}
