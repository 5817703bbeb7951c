using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Portal;

/// <summary>States in the words of the person who applies.</summary>
public static class Words
{
    public static string Of(Texts texts, CaseStatus status) => status switch
    {
        CaseStatus.Draft => texts["草稿，还没有提交"],
        CaseStatus.Submitted => texts["已提交，等待受理"],
        CaseStatus.Correcting => texts["等您补正"],
        CaseStatus.Accepted => texts["已受理，正在办理"],
        CaseStatus.Approved => texts["办结，已通过"],
        CaseStatus.Refused => texts["办结，没有通过"],
        _ => texts["已撤回"],
    };
}
