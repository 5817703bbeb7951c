namespace ToyuFlow.Server.Tests.Conventions.Strangers;

/// <summary>Which ids of one side each route is asked for, and by whom it may be: a route that takes an id has its line here.</summary>
internal static class RouteTable
{
    public const string Operator = "luxian-operator";
    private const string Review = "luxian-health-review";
    private const string Supervisor = "luxian-health-approve";
    private const string Registrar = "luxian-samr-accept";
    private const string Payer = "luxian-fin-pay";
    private const string Inspector = "luxian-fire-inspect";
    private const string System = "luxian-system";
    private const string Security = "luxian-security";

    public static IReadOnlyList<RouteLine> Lines { get; } =
    [
        new("Accounts/Administrators", Security, ("person", "administrator"), ("change", "change")),
        new("Accounts/Person/{id:guid}", System, ("id", "person")),
        new("Accounts/PersonRights/{id:guid}", Security, ("id", "person"), ("post", "heldPost")),
        new("Cases/ApprovalForm/{id:guid}", Review, ("id", "reviewed")),
        new("Cases/ClockChange/{id:guid}/{code}", Review, ("id", "reviewed"), ("code", "clock")),
        new("Cases/ClockChanges", Review, ("id", "clockChange"), ("back", "reviewed")),
        new("Cases/Filters", Review, ("id", "savedFilter")),
        new("Cases/Details/{id:guid}", Review, ("id", "reviewed")),
        new("Cases/Notice/{id:guid}", Review, ("id", "correction")),
        new("cases/material/{id:guid}", Review, ("id", "material")),
        new("api/v1/cases/{id:guid}", Review, ("id", "reviewed")),
        new("api/v1/tasks/{id:guid}", Review, ("id", "task")),
        new("api/v1/tasks/{id:guid}/complete", Review, ("id", "task")),
        new("api/v1/tasks/{id:guid}/claim", Review, ("id", "task")),
        new("Designer/Compare/{id}", System, ("id", "definition")),
        new("Designer/Review/{id:guid}", System, ("id", "publishRequest")),
        new("Designer/Rights", Security, ("id", "person")),
        new("Designer/Simulate/{id}", System, ("id", "definition"), ("by", "institution")),
        new("designer/{screen:regex(^(definitions|instances)$)}/{id?}", System, ("screen", "definitions"), ("id", "definition")),
        new("Disbursement", Payer, ("caseId", "publicized")),
        new("Disbursement/Publicity/{id:guid}", Payer, ("id", "publicity")),
        new("Disbursement/Recall/{caseId:guid}", Payer, ("caseId", "paid"), ("recall", "recall")),
        new("Filing/Receipt/{id:guid}", Operator, ("id", "receipt")),
        new("Funds/Ledger/{line:guid}", Payer, ("line", "line")),
        new("Inbox", Review, ("ids", "task"), ("one", "task")),
        new("Inbox/AddSigner/{id:guid}/{kind}", Review, ("id", "task"), ("kind", "before")),
        new("Inbox/Batch/{id:guid?}", Review, ("id", "batch"), ("ids", "task")),
        new("Inbox/Copies", Review, ("ids", "copy")),
        new("Inbox/HandOn/{id:guid}/{act}", Review, ("id", "task"), ("act", "delegate")),
        new("Inbox/HandOver/{id:guid}", System, ("id", "person"), ("to", "colleague")),
        new("Inbox/RemoveSigner/{id:guid}", Review, ("id", "addedTask")),
        new("Inbox/Lost", System, ("id", "task")),
        new("Inbox/Return/{id:guid}", Review, ("id", "task")),
        new("Inbox/TakeBack/{id:guid}", Review, ("id", "decidedTask")),
        new("Inbox/SubstitutesOf/{id:guid}", System, ("id", "person"), ("substitution", "substitution")),
        new("Inbox/Supervision/Details/{id:guid}", Supervisor, ("id", "supervision")),
        new("Inbox/Supervision/Open/{id:guid}", Supervisor, ("id", "reviewed")),
        new("Inbox/Supervision/Print/{id:guid}", Supervisor, ("id", "supervision")),
        new("Inbox/Tolerance/Accept/{id:guid}", Registrar, ("id", "acceptTask")),
        new("Inbox/Tolerance/Check/{id:guid}", Registrar, ("id", "promise"), ("gap", "gap")),
        new("Inbox/Tolerance/HandIn/{id:guid}", Operator, ("id", "promise")),
        new("Inbox/Tolerance/Print/{id:guid}", Operator, ("id", "promise")),
        new("Inbox/Substitutes", Review, ("id", "substitution")),
        new("Inbox/Urge/{id:guid}", Operator, ("id", "reviewed")),
        new("Inbox/Task/{id:guid}", Review, ("id", "task")),
        new("Inspections/Plan/{id:guid}", Inspector, ("id", "plan")),
        new("Institutions/Details/{id:guid}", Registrar, ("id", "institution")),
        new("Inbox/Waking/Wake/{id:guid}", Supervisor, ("id", "woken")),
        new("Inbox/Withdrawing/Ask/{id:guid}", Operator, ("id", "corrected")),
        new("Inbox/Withdrawing/Details/{id:guid}", Operator, ("id", "withdrawal")),
        new("Inbox/Withdrawing/Print/{id:guid}", Operator, ("id", "withdrawn")),
        new("Notifications", Operator, ("id", "notice")),
        new("Notifications/Delivery/{id:guid}", System, ("id", "mail")),
        new("Notifications/Endpoint/{id:guid?}", System, ("id", "endpoint")),
        new("Notifications/Outbox", System, ("id", "mail")),
        new("Portal/Applications", Operator, ("caseId", "draft")),
        new("portal/apply/{caseId:guid}/{section:int?}", Operator, ("caseId", "draft"), ("section", "1")),
        new("portal/apply/{caseId:guid}/check", Operator, ("caseId", "draft")),
        new("portal/apply/{caseId:guid}/materials", Operator, ("caseId", "draft"), ("remove", "draftPaper")),
        new("portal/correct/{caseId:guid}", Operator, ("caseId", "corrected"), ("remove", "material")),
        new("Portal/Matters", Operator, ("institution", "institution")),
        new("portal/submitted/{caseId:guid}", Operator, ("caseId", "reviewed")),
        new("portal/task/{taskId:guid}", Operator, ("taskId", "ownTask")),
        new("Recognition/Institution/{id:guid}", Review, ("id", "institution")),
        new("Rectification/Details/{id:guid}", Operator, ("id", "rectification")),
        new("Rectification/Notice/{id:guid}", Operator, ("id", "rectification")),
        new("Subsidies/Claim/{caseId:guid}", Operator, ("caseId", "reviewed")),
        new("Workflows/Definition/{id}", System, ("id", "definition")),
        new("Workflows/Edits", System, ("id", "edit")),
        new("Workflows/Incidents", System, ("id", "incident")),
        new("Workflows/Instance/{id:guid}", System, ("id", "instance")),
        new("Workflows/Migration/{id}", System, ("id", "definition")),
    ];

    /// <summary>Routes whose parameter is no id of anybody.</summary>
    public static IReadOnlyDictionary<string, string> Public { get; } = new Dictionary<string, string>
    {
        ["Portal/Guide/{tenant?}"] = "What there is to apply for in a county is for everybody.",
        ["Portal/Public/{tenant?}"] = "The list of filed institutions is for everybody.",
        ["jurisdictions/template/{tenant}/{file}"] = "The empty forms that the guide of a county offers.",
        ["designer/{rest:regex(^[A-Za-z.]+[.](css|json)$)}"] = "Files of the designer's package, the same for everybody who installs it.",
        ["verify/{code?}"] = "Whoever holds a receipt may check its number; the page says only what stands on the receipt.",
        ["inbox/feed/{secret}.ics"] = "The secret is the right: it is random, kept as a hash, and can be ended.",
        ["error/{status:int?}"] = "The page of an error.",
    };

    /// <summary>Who may read, though a stranger to it, and why.</summary>
    public static IReadOnlyList<Exception> Exceptions { get; } =
    [
        new("Disbursement/Publicity/{id:guid}", Stranger.Everybody, "公示 is to be read by everybody."),
        new("Institutions/Details/{id:guid}", Stranger.OfficerOfAnotherUnit, "The register of institutions is open to each officer of the county; cases on it are those that they see, bank details are covered."),
    ];

    public static RouteLine? Find(RouteTarget target) => Lines.FirstOrDefault(l => l.Route == target.Route);

    public static bool MayRead(RouteTarget target, Stranger stranger) =>
        target.IsRead && Exceptions.Any(e => e.Route == target.Route && (e.Who == Stranger.Everybody || e.Who == stranger));

    internal sealed record Exception(string Route, Stranger Who, string Reason);
}

/// <param name="Owner">Somebody whom it concerns; the same office in another county is a stranger.</param>
/// <param name="Values">Parameter to the name of what is asked for.</param>
internal sealed record RouteLine(string Route, string Owner, params (string Name, string Of)[] Values)
{
    public string? Of(string name) => Values.Where(v => v.Name == name).Select(v => v.Of).FirstOrDefault();
}

public enum Stranger
{
    AnotherOperator,
    OfficerOfAnotherUnit,
    SameOfficeOfAnotherCounty,
    Nobody,
    Everybody,
}
