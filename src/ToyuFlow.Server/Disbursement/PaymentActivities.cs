using System.Text.Json.Nodes;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Disbursement;

/// <summary>Draws up the payment and says to whom, for the payer's task.</summary>
public sealed class PreparePaymentActivity(PreparePayment prepare, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.PreparePayment";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var payment = await prepare.RunAsync(running.RequiredCaseId, context.GetInput("Mended") as JsonObject, cancellationToken);
        context.SetOutput("Order", payment is null ? "" : $"向“{payment.PayeeName}”拨付 {payment.Amount} 元（{payment.Amount.ToChinese()}）。开户银行：{payment.PayeeBank}；账号：{payment.PayeeAccount}。");
        context.Complete(payment is null ? "PayeeMismatch" : "Ready");
    }
}

/// <summary>Records the payment that finance has made.</summary>
public sealed class RecordPaymentActivity(RecordPayment record, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.RecordPayment";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var recorded = await record.RunAsync(
            running.RequiredCaseId, context.GetInput<string>("PaidOn") ?? "", context.GetInput<string>("VoucherNumber") ?? "", context.GetInput<string>("ReceiptFile"), cancellationToken);
        context.Complete(recorded ? "Paid" : "PayeeMismatch");
    }
}
