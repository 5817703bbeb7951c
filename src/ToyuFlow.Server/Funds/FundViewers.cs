using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>Who may look at budgets, claims' queue and payments: finance, the lead bureau, and the administrators of system and audit.</summary>
public static class FundViewers
{
    public const string FinanceRole = "FIN";

    public static bool MaySeeFunds(this CurrentUser user, PolicyPack pack) => user.Kind switch
    {
        ActorKind.Officer => user.IsOfRole(FinanceRole) || user.IsOfRole(pack.LeadRole),
        ActorKind.Administrator => user.Office is AdministratorOffice.System or AdministratorOffice.Audit,
        _ => false,
    };
}
