using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Acts;

/// <summary>One cell of the table, tried in a world of its database.</summary>
internal static class ActTrial
{
    public static async Task RunAsync(ActWorld world, string actName, string kind, string expected)
    {
        var act = Act.All.Single(a => a.Name == actName);
        var subject = await world.BeginAsync(kind, act);
        if (await PreparedAsync(act, subject) is { } problem)
        {
            Assert.Equal(expected, problem);
            return;
        }

        var before = subject.Before;
        Assert.Equal(expected, await OutcomeAsync(act, subject, before));
        Check(subject);
        if (expected == ActTable.Refused)
        {
            Assert.Equal(before.Rows, subject.Before.Rows);
        }
    }

    /// <summary>Leads the task to where the act can be tried; refused where it cannot come there.</summary>
    public static async Task<string?> PreparedAsync(Act act, ActSubject subject)
    {
        try
        {
            await act.Prepare(subject);
            return null;
        }
        catch (RefusedException)
        {
            return ActTable.Refused;
        }
    }

    private static async Task<string> OutcomeAsync(Act act, ActSubject subject, ActBefore before)
    {
        try
        {
            await subject.World.RunAsync(act.By(subject), null, act.Do(subject, act.On(subject).Revision));
        }
        catch (RefusedException)
        {
            return ActTable.Refused;
        }

        await act.Then(subject);
        return subject.Outcome(before);
    }

    /// <summary>What holds after any act: the case is in a queue, and reminders are there for what is open and for nothing else.</summary>
    private static void Check(ActSubject subject) => subject.World.App.Read(sql =>
    {
        Assert.DoesNotContain(LostCases.Run(sql, ToyuFlowApp.Tenant), l => l.CaseId == subject.CaseId);
        var reminders = sql.List(
            """
            select w.title, w.status, (select count(*) from timer t where t.subject_id = w.id and t.kind = @kind) from work_task w where w.case_id = @case and w.for_applicant = @no
            """,
            row => (Task: row.GetString(0), Status: row.Named<WorkTaskStatus>(1), Timers: row.GetInt64(2)), ("case", subject.CaseId), ("kind", ReminderDays.Timer), ("no", false));
        Assert.All(reminders, r => Assert.True(r.Status switch { WorkTaskStatus.Open => r.Timers > 0, WorkTaskStatus.Waiting => true, _ => r.Timers == 0 }, $"{r.Task} {r.Status} has {r.Timers} reminders"));
        return true;
    });
}
