namespace ToyuFlow.Server.Tests.Inbox.Acts;

/// <summary>
/// What becomes of the task: done, gone (no longer needed), waits (for added signers), mine, theirs, lent or in the post; “+” where its date has moved;
/// then the steps where the case waits. 拒 means refused, and nothing has changed.
/// </summary>
internal static class ActTable
{
    public const string Refused = "拒";

    private const string Table =
        """
        act   plain       pool        all         vote        parallel    delegated   substituted
        认领    mine→x      mine→x      mine→x      mine→x      mine→x,y    拒           mine→x
        放回    post→x      拒           拒           拒           post→x,y    拒           拒
        通过    done→z      done→z      done→x      done→x      done→y      拒           done→z
        批量通过  done→z      done→z      done→x      done→x      done→y      拒           done→z
        容缺受理  done→z      done→z      拒           拒           done→y      拒           done→z
        不予    done→z      done→z      done→z      done→x      done→y      拒           done→z
        补正    done→z      done→z      done→z      done→z      done→y      拒           done→z
        退回    done→a      done→a      done→a      done→a      done→a      拒           done→a
        转办    theirs→x    theirs→x    theirs→x    theirs→x    theirs→x,y  拒           theirs→x
        委派    lent→x      lent→x      lent→x      lent→x      lent→x,y    拒           lent→x
        出具意见  拒           拒           拒           拒           拒           theirs→x    拒
        收回委派  拒           拒           拒           拒           拒           theirs→x    拒
        前加签   waits→x     waits→x     waits→x     waits→x     waits→x,y   拒           waits→x
        后加签   mine→x      mine→x      mine→x      mine→x      mine→x,y    拒           mine→x
        并加签   mine→x      mine→x      mine→x      mine→x      mine→x,y    拒           mine→x
        减签    mine→x      mine→x      mine→x      mine→x      mine→x,y    拒           mine→x
        撤回    done→x      done→x      mine→x      mine→x      done→x,y    拒           done→x
        抄送    mine→x      post→x      mine→x      mine→x      mine→x,y    拒           post→x
        催办    mine→x      post→x      mine→x      mine→x      mine→x,y    lent→x      post→x
        暂存    mine→x      post→x      mine→x      mine→x      mine→x,y    拒           post→x
        督办    mine→x      post→x      mine→x      mine→x      mine→x,y    lent→x      post→x
        撤件    gone→       gone→       gone→       gone→       gone→       gone→       gone→
        撤件未准  mine→x      post→x      mine→x      mine→x      mine→x,y    lent→x      post→x
        唤醒    gone→x      gone→x      gone→x      gone→x      gone→a      gone→x      gone→x
        离职移交  theirs→x    post→x      post→x      post→x      theirs→x,y  theirs→x    post→x
        挂起计时  mine+→x     post+→x     mine+→x     mine+→x     mine+→x,y   lent+→x     post+→x
        延期    mine+→x     post+→x     mine+→x     mine+→x     mine+→x,y   lent+→x     post+→x
        """;

    public static IReadOnlyList<string> Kinds { get; } = Rows()[0][1..];

    public static IReadOnlyList<(string Act, string Kind, string Expected)> Cells { get; } = [.. Rows().Skip(1).SelectMany(row => Kinds.Select((kind, i) => (row[0], kind, row[i + 1])))];

    private static string[][] Rows() => [.. Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
