using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>What the supervisor does with a 督办单: strikes it off (销号), sends it back to be done again (退回重办), or decides on more days.</summary>
public sealed class ReviewSupervision(SupervisionBook book)
{
    private const string NotTheirs = "只有督办人可以审核这张督办单。";

    public void Close(Guid id, long revision, string text)
    {
        var (order, staff, who) = Find(id, revision, SupervisionState.Answered);
        var after = order with { State = SupervisionState.Closed };
        book.Write(order, after, SupervisionAct.Closed, who, text.Trim().Length == 0 ? "" : SupervisionBook.RequireText(text, ""));
        book.Tell(staff.Answerers(order), after, "督办已销号", $"督办单 {order.Number}（{order.CaseNumber}）已由{who}销号。");
    }

    /// <summary>With a limit of its own, counted from now.</summary>
    public void Return(Guid id, long revision, int days, string reason)
    {
        var (order, staff, who) = Find(id, revision, SupervisionState.Answered);
        var words = SupervisionBook.RequireText(reason, "请写明退回重办的理由和要求。");
        var after = order with { State = SupervisionState.Open, DueAt = book.DueFromNow(days) };
        book.Write(order, after, SupervisionAct.Returned, who, words);
        book.Tell(staff.Answerers(order), after, "督办退回重办", $"督办单 {order.Number}（{order.CaseNumber}）退回重办，请在 {Deadline.From(after.DueAt).LastDay:yyyy-MM-dd} 前答复。{words}");
    }

    public void DecideExtension(Guid id, long revision, bool agrees, string text)
    {
        var (order, staff, who) = Find(id, revision, SupervisionState.Open);
        if (order.ExtensionDays is not { } days)
        {
            throw new ConflictException("没有等您决定的延期申请。");
        }

        var words = agrees && text.Trim().Length == 0 ? "" : SupervisionBook.RequireText(text, "不同意时请写明理由。");
        var after = order with { ExtensionDays = null, DueAt = agrees ? book.DueLater(order.DueAt, days) : order.DueAt };
        book.Write(order, after, agrees ? SupervisionAct.ExtensionGranted : SupervisionAct.ExtensionRefused, who, words);
        book.Tell(staff.Answerers(order), after, agrees ? "督办延期已同意" : "督办延期未同意", agrees
            ? $"督办单 {order.Number} 延期 {days} 个工作日，请在 {Deadline.From(after.DueAt).LastDay:yyyy-MM-dd} 前答复。"
            : $"督办单 {order.Number} 未同意延期，请按原时限答复。{words}");
    }

    private (SupervisionRow Order, SupervisionStaff Staff, string Who) Find(Guid id, long revision, SupervisionState state)
    {
        var staff = book.Staff();
        var order = book.Require(id, revision, state, staff);
        return (order, staff, book.RequireOneOf(order, staff.Reviewers(order), NotTheirs));
    }
}
