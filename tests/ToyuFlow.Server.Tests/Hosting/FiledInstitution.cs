namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>Leads the first demo operator's institution through registration and filing, all on the day of the clock.</summary>
internal sealed class FiledInstitution(ToyuFlowApp app)
{
    public const string Operator = "luxian-operator";
    public const string CreditCode = "91510521MA00001460";

    private readonly CaseDriver _cases = new(app);

    public static Dictionary<string, string> Facts => new()
    {
        ["name"] = "示例·小橙子托育园",
        ["area"] = "嘉明镇",
        ["address"] = "示例路12号附3号",
        ["head"] = "测试员乙",
        ["uscc"] = CreditCode,
        ["beds"] = "90",
    };

    public async Task<Guid> RegisterAsync()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration", Facts);
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        await _cases.DecideAsync(caseId, "review", "luxian-samr-review", "Agree");
        await _cases.DecideAsync(caseId, "decide", "luxian-samr-approve", "Approve", "", ("uscc", CreditCode), ("licenceNumber", "示例证照1号"));
        return caseId;
    }

    /// <summary>The id of the receipt.</summary>
    public async Task<Guid> FileAsync()
    {
        await RegisterAsync();
        var caseId = await _cases.ApplyAsync(Operator, "filing", Facts);
        await _cases.DecideAsync(caseId, "accept", "luxian-health-accept", "Complete");
        await _cases.DecideAsync(caseId, "sign", "luxian-health-approve", "Sign");
        return app.Read(sql => sql.List("select id from filing_record", row => row.GetGuid(0)))[0];
    }
}
