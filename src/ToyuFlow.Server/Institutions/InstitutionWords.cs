using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Institutions;

public static class InstitutionWords
{
    public static string Of(InstitutionStatus status, Texts texts) => status switch
    {
        InstitutionStatus.Founding => texts["筹办中"],
        InstitutionStatus.Registered => texts["已登记，尚未备案"],
        InstitutionStatus.Filed => texts["已备案"],
        InstitutionStatus.Suspended => texts["停业整顿"],
        _ => texts["已注销"],
    };
}
