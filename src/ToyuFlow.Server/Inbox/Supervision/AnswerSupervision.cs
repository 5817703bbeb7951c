using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>What the responsible officer does with a 督办单: answers in writing, or asks for more days while there are days left.</summary>
public sealed class AnswerSupervision(Step step, SupervisionBook book)
{
    private const string NotTheirs = "这张督办单由责任人答复，您不能代为答复。";

    public void Answer(Guid id, long revision, string text)
    {
        var staff = book.Staff();
        var order = book.Require(id, revision, SupervisionState.Open, staff);
        var who = book.RequireOneOf(order, staff.Answerers(order), NotTheirs);
        var words = SupervisionBook.RequireText(text, "请写明办理情况和结果。");
        var after = order with { State = SupervisionState.Answered, ExtensionDays = null };
        book.Write(order, after, SupervisionAct.Answered, order.IsOverdue(step.Now) ? $"{who}（逾期）" : who, words);
        book.Tell(staff.Reviewers(order), after, "督办已答复", $"{who}答复了督办单 {order.Number}（{order.CaseNumber}），请审核：销号或退回重办。");
    }

    public void AskExtension(Guid id, long revision, int days, string reason)
    {
        var staff = book.Staff();
        var order = book.Require(id, revision, SupervisionState.Open, staff);
        var who = book.RequireOneOf(order, staff.Answerers(order), NotTheirs);
        if (order.IsOverdue(step.Now))
        {
            throw new ConflictException($"督办时限已于 {Deadline.From(order.DueAt).LastDay:yyyy-MM-dd} 届满，到期之后不能再申请延期，请尽快答复。");
        }

        if (order.ExtensionDays is not null)
        {
            throw new ConflictException("已有一次延期申请在等督办人决定。");
        }

        var words = SupervisionBook.RequireText(reason, "请写明延期的理由。");
        var after = order with { ExtensionDays = SupervisionBook.RequireDays(days) };
        book.Write(order, after, SupervisionAct.ExtensionAsked, who, $"{words}（{days} 个工作日）");
        book.Tell(staff.Reviewers(order), after, "督办延期申请", $"{who}申请督办单 {order.Number} 延期 {days} 个工作日，请您决定。{words}");
    }
}
