using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Disbursement;

public static class DisbursementFeature
{
    private const string Category = "托育";

    public static IServiceCollection AddDisbursement(this IServiceCollection services)
    {
        services.AddNotices(PaymentNotices.All);
        services.AddScoped<ReserveFunds>();
        services.AddScoped<WakeQueue>();
        services.AddScoped<RefuseWaiting>();
        services.AddScoped<RegisterObjection>();
        services.AddScoped<ReleaseClaim>();
        services.AddSingleton(new InstanceCancelled((provider, caseId, end, token) => provider.GetRequiredService<ReleaseClaim>().EndAsync(caseId, end.Sentence, token)));
        services.AddScoped<PreparePayment>();
        services.AddScoped<RecordPayment>();
        services.AddScoped<RecallSubsidy>();
        services.AddScoped<ProrateQueue>();
        services.AddSingleton<PublicNotices>();
        services.AddSingleton(new TimerHandler(FundLedger.FreedTimer, (provider, timer, token) => provider.GetRequiredService<WakeQueue>().RunAsync(timer.SubjectId, token)));
        services.AddActivity<ReserveFundsActivity>(new(
            ReserveFundsActivity.TypeName, 1, "预留资金", Category, "在本年度预算科目中预留补助资金；额度不足时从“超出额度”离开。",
            [], [new ActivityOutput("Why", DataType.String, "额度说明")], ActivityPorts.Fixed("Reserved", "OverCeiling")));
        services.AddActivity<AwaitFundsActivity>(new(
            AwaitFundsActivity.TypeName, 1, "等待额度", Category, "排队等待额度，或等到下一预算年度；财政可以决定不予安排。",
            [new("Until", DisplayName: "等到", Options: ["funds", "next-year"])], [new ActivityOutput("Reason", DataType.String, "不予安排的理由")], ActivityPorts.Fixed("Free", "Refused"))
        {
            MayWait = true,
        });
        services.AddActivity<PublicizeActivity>(new(
            PublicizeActivity.TypeName, 1, "公示", Category, "按政策包规定的工作日公示补助结果；有异议时从“异议”离开。",
            [new("Limit", DisplayName: "公示期参数")], [new ActivityOutput("Objection", DataType.String, "异议内容")], ActivityPorts.Fixed("Ended", "Objection"))
        {
            MayWait = true,
        });
        services.AddActivity<CommitFundsActivity>(new(CommitFundsActivity.TypeName, 1, "确认资金", Category, "公示结束后把预留的资金确认给收款人。", [], [], ActivityPorts.Done));
        services.AddActivity<ReleaseClaimActivity>(new(
            ReleaseClaimActivity.TypeName, 1, "释放资金", Category, "不予补助时释放预留的资金和占用的托位、人月。", [new("Reason", DisplayName: "原因")], [], ActivityPorts.Done));
        services.AddActivity<PreparePaymentActivity>(new(
            PreparePaymentActivity.TypeName, 1, "准备拨付", Category, "核对收款账户名称，形成拨付单。",
            [new("Mended", DataType.Object, "更正的收款账户")], [new ActivityOutput("Order", DataType.String, "拨付说明")], ActivityPorts.Fixed("Ready", "PayeeMismatch")));
        services.AddActivity<RecordPaymentActivity>(new(
            RecordPaymentActivity.TypeName, 1, "记录拨付", Category, "记录支付日期和凭证号，登记台账，编号出具回单。",
            [new("PaidOn", DisplayName: "支付日期", Required: true), new("VoucherNumber", DisplayName: "支付凭证号", Required: true), new("ReceiptFile", DisplayName: "回单文件")],
            [], ActivityPorts.Fixed("Paid", "PayeeMismatch")));
        services.AddNavigation(
            new NavigationEntry(Areas.Finance, 30, "公示与拨付", "/disbursement", "cash", Policies.Officer),
            new NavigationEntry(Areas.Officer, 75, "公示与拨付", "/disbursement", "cash", LeadBureau.Policy),
            new NavigationEntry(Areas.Public, 40, "补助公示", "/disbursement/notices", "speakerphone"));
        return services;
    }
}
