using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;

namespace ToyuFlow.Server.Disbursement;

/// <summary>What institutions are told of their money, with the built-in words.</summary>
public static class PaymentNotices
{
    private static readonly NoticeValue Amount = new("amount", "金额（元）", "12,000.00");
    private static readonly NoticeValue Title = new("title", "办件名称", "示例：运营补助");

    public static readonly NoticeEvent Paid = new(
        "payment.made", NoticeKind.Money, "补助已拨付",
        new("补助已拨付：{{amount}} 元", "{{title}}的补助 {{amount}} 元已拨付，请查收。"), new("Paid: {{amount}} yuan", "The subsidy of {{amount}} yuan for {{title}} was paid."), Amount, Title);

    public static readonly NoticeEvent Recalled = new(
        "payment.recalled", NoticeKind.Money, "追回补助",
        new("追回补助：{{amount}} 元", "{{title}}的补助要追回 {{amount}} 元（{{number}}）：{{reason}}。请按决定书缴回。"),
        new("Recalled: {{amount}} yuan", "{{amount}} yuan of {{title}} are recalled ({{number}}): {{reason}}. Please pay back as the decision says."),
        Amount, Title, new("number", "决定书文号", "示例决〔2025〕1号"), new("reason", "理由", "示例：重复申领"));

    public static readonly IReadOnlyList<NoticeEvent> All = [Paid, Recalled];
}
