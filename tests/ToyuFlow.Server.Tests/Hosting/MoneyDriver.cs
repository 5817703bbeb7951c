using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>Prepares institutions for subsidies, applies for them and walks the reviews.</summary>
internal sealed class MoneyDriver(ToyuFlowApp app)
{
    public const string Operator = "luxian-operator";
    public const string OtherOperator = "luxian-operator2";
    public const string Budget = "county-special";

    public CaseDriver Cases { get; } = new(app);

    /// <summary>As if registered, filed, accepted and recognized before.</summary>
    public Task PrepareAsync(string operatorName, int acceptedPlaces = 100, bool demonstration = true) => ChangeAsync(operatorName, (institution, at) =>
    {
        institution.Register(operatorName == Operator ? "91510521MA00001460" : "52510521MJ0000001A", app.InstitutionOf(operatorName), at);
        institution.File($"示例备案 {operatorName}", at);
        institution.PassAcceptance(acceptedPlaces, at);
        institution.Recognize(true, demonstration);
    });

    public Task ChangeAsync(string operatorName, Action<Institution, DateTimeOffset> change)
    {
        var id = app.InstitutionOf(operatorName);
        return app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
            change(await services.GetRequiredService<ToyuDb>().Set<Institution>().FirstAsync(i => i.Id == id, token), services.GetRequiredService<Step>().Now), CancellationToken.None);
    }

    public string NameOf(string operatorName) => app.Read(sql => sql.Scalar<string>("select name from institution where id = @id", ("id", app.InstitutionOf(operatorName))))!;

    public Task<Guid> ApplyForBedsAsync(string operatorName, int beds, string? accountName = null) => ApplyAsync(operatorName, "construction-subsidy", accountName, null, new()
    {
        ["beds"] = beds.ToString(CultureInfo.InvariantCulture),
        ["award_beds"] = beds.ToString(CultureInfo.InvariantCulture),
        ["award_number"] = "示例省托补〔2024〕1号",
    });

    public Task<Guid> ApplyForMonthAsync(string operatorName, string month, string roster, string? accountName = null) =>
        ApplyAsync(operatorName, "operating-subsidy", accountName, roster, new() { ["month"] = month });

    /// <summary>A roster of children with invented birth certificate numbers.</summary>
    public static string Roster(int infants, int toddlers, int older, string prefix = "A")
    {
        var csv = new StringBuilder("姓名,证件类型,证件号码,出生日期,班型,入托日期,离托日期,本月出勤天数,本月保育费\n");
        var number = 0;
        foreach (var (count, name, born) in new[] { (infants, "乳儿班", "2024-06-15"), (toddlers, "托小班", "2023-08-15"), (older, "托大班", "2022-10-15") })
        {
            for (var i = 0; i < count; i++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"示例宝宝{++number},出生医学证明,{prefix}{number:000000},{born},{name},2025-01-02,,20,1200\n");
            }
        }

        return csv.ToString();
    }

    public async Task ReviewAsync(Guid caseId)
    {
        await Cases.DecideAsync(caseId, "review", "luxian-health-review", "Pass");
        await Cases.DecideAsync(caseId, "financeReview", "luxian-fin-review", "Pass");
    }

    /// <summary>Lets the publicity run out.</summary>
    public async Task EndPublicityAsync(Guid caseId)
    {
        var ends = app.Read(sql => sql.Scalar<long>("select max(ends_at) from publicity where case_id = @case", ("case", caseId)));
        app.Clock.Set(DateTimeOffset.FromUnixTimeMilliseconds(ends).AddSeconds(1));
        await app.Timers.RunAsync(CancellationToken.None);
    }

    public Task PayAsync(Guid caseId, string payer = "luxian-fin-pay", string voucher = "示例凭证0001") =>
        Cases.DecideAsync(caseId, "pay", payer, "Paid", "", ("paid_on", DateOnly.FromDateTime(app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("voucher", voucher));

    /// <summary>Available, reserved, committed, paid, recalled in yuan.</summary>
    public IReadOnlyList<decimal> Line() => app.Read(sql => sql.List(
        "select available, reserved, committed, paid, recalled from budget_line where code = @code and year = 2025",
        row => new[] { row.GetInt64(0) / 100m, row.GetInt64(1) / 100m, row.GetInt64(2) / 100m, row.GetInt64(3) / 100m, row.GetInt64(4) / 100m },
        ("code", Budget))).SelectMany(r => r).ToList();

    public void AssertBalanced() => Assert.Empty(app.Services.GetRequiredService<LedgerCheck>().Run());

    private async Task<Guid> ApplyAsync(string operatorName, string matterCode, string? accountName, string? roster, Dictionary<string, string> form)
    {
        var caseId = await app.AsAsync<Applications, Guid>(operatorName, (a, token) => a.OpenAsync(app.InstitutionOf(operatorName), matterCode, token));
        var matter = app.Services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant].Matter(matterCode);
        var filled = SampleForms.Fill(matter);
        foreach (var (code, value) in form.Append(new("account_name", accountName ?? NameOf(operatorName))).Append(new("account_number", "6200000000000001234")).Append(new("bank", "示例银行泸县支行")))
        {
            filled[code] = value;
        }

        await app.AsAsync<Applications>(operatorName, (a, token) => a.SaveDraftAsync(caseId, Cases.Revision(caseId), filled, token));
        foreach (var material in matter.RequiredMaterials(filled))
        {
            var file = material.Code == "roster" ? new UploadedFile("花名册.csv", Encoding.UTF8.GetBytes(roster!)) : SampleForms.Paper(material);
            await app.AsAsync<Materials>(operatorName, (m, token) => m.AddAsync(caseId, material.Code, file, token));
        }

        await app.AsAsync<Applications>(operatorName, (a, token) => a.SubmitAsync(caseId, Cases.Revision(caseId), token));
        return caseId;
    }
}
