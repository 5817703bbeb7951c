using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>A 督办单 is not lost when the work goes to somebody else: it goes along. On its last day whoever owes the answer is reminded, and when it has passed both sides are told.</summary>
public sealed class FollowSupervision(Step step, SupervisionBook book)
{
    /// <summary>转办 or escalation of the task that it was opened for.</summary>
    public void TaskMoved(Guid taskId, Guid? from, Guid to) => Move(
        SupervisionRow.List(step.Sql, "s.task_id = @task and s.person_id = @from and s.state <> 'Closed'", ("tenant", step.TenantId), ("task", taskId), ("from", from)), to, "随任务转交");

    /// <summary>离职移交: everything that the one who leaves still owes.</summary>
    public void PersonLeaves(Guid from, Guid to) => Move(
        SupervisionRow.List(step.Sql, "s.person_id = @from and s.state <> 'Closed'", ("tenant", step.TenantId), ("from", from)), to, "原责任人移交工作");

    public void LastDay(Guid id)
    {
        var staff = book.Staff();
        if (book.Find(id, staff) is { State: SupervisionState.Open } order && !order.IsOverdue(step.Now))
        {
            book.Tell(staff.Answerers(order), order, "督办今天到期", $"督办单 {order.Number}（{order.CaseNumber}）今天到期，还没有书面答复。");
        }
    }

    public void Overdue(Guid id)
    {
        var staff = book.Staff();
        var order = book.Find(id, staff);
        if (!order.IsOverdue(step.Now))
        {
            return;
        }

        book.Write(order, order, SupervisionAct.Overdue, Actor.SystemName, "");
        book.Tell([.. staff.Answerers(order), .. staff.Reviewers(order)], order, "督办逾期", $"督办单 {order.Number}（{order.CaseNumber}）已逾期，责任人：{order.Responsible}。");
    }

    private void Move(List<SupervisionRow> orders, Guid to, string why)
    {
        if (orders.Count == 0)
        {
            return;
        }

        var staff = book.Staff();
        foreach (var order in orders)
        {
            // Whoever does not belong to the unit does not answer for it; then the unit does.
            var after = order with { PersonId = staff.WorksIn(to, order.UnitId) ? to : null };
            book.Write(order, after, SupervisionAct.Moved, step.Actor.Name, why);
            book.Tell(staff.Answerers(after), after, "督办单转给您", $"督办单 {order.Number}（{order.CaseNumber}）{why}，由您答复。");
        }
    }
}
