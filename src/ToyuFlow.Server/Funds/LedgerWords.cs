namespace ToyuFlow.Server.Funds;

/// <summary>The words of the ledger as finance officers use them.</summary>
public static class LedgerWords
{
    public static string Of(LedgerAccount account) => account switch
    {
        LedgerAccount.Budget => "额度来源",
        LedgerAccount.Available => "可用",
        LedgerAccount.Reserved => "已预留",
        LedgerAccount.Committed => "已承诺",
        LedgerAccount.Paid => "已拨付",
        _ => "已追回",
    };

    public static string Of(LedgerKind kind) => kind switch
    {
        LedgerKind.Open => "下达额度",
        LedgerKind.Reserve => "预留",
        LedgerKind.Commit => "确认",
        LedgerKind.Pay => "拨付",
        LedgerKind.Release => "释放",
        _ => "追回",
    };
}
