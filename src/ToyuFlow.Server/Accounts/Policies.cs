namespace ToyuFlow.Server.Accounts;

/// <summary>The names of the authorization policies; every route states one of them or says that it is public.</summary>
public static class Policies
{
    public const string SignedIn = "signed-in";
    public const string Officer = "officer";
    public const string Operator = "operator";
    public const string OfficerOrOperator = "officer-or-operator";

    /// <summary>Definitions, packs, jobs, people's accounts and units; no rights and no business.</summary>
    public const string SystemAdministrator = "system-administrator";

    /// <summary>Who holds which post; no accounts.</summary>
    public const string SecurityAdministrator = "security-administrator";

    /// <summary>Reads the audit, changes nothing.</summary>
    public const string AuditAdministrator = "audit-administrator";

    public const string AnyAdministrator = "any-administrator";

    /// <summary>Officers and administrators may look at instances and funds, each what their office allows.</summary>
    public const string Staff = "staff";
}
