using ToyuFlow.Server.Commands;

namespace ToyuFlow.Server.Tests.Commands;

public sealed class CalendarCommandsTests
{
    [Theory]
    [InlineData("2025-01-24", "5wd", "2025-02-07", false)]
    [InlineData("2025-09-28", "5wd", "2025-10-11", false)]
    [InlineData("2025-01-24", "15d", "2025-02-08", false)]
    [InlineData("2026-12-28", "5wd", "2027-01-04", true)]
    public void A_limit_is_answered_as_json(string from, string limit, string due, bool provisional)
    {
        var output = new StringWriter();
        Assert.Equal(0, CalendarCommands.Due(["--from", from, "--limit", limit, "--json"], output, TextWriter.Null));
        Assert.Equal($$"""{"due":"{{due}}","provisional":{{(provisional ? "true" : "false")}}}""", output.ToString().Trim());
    }

    [Theory]
    [InlineData("--from", "2025-13-01", "--limit", "5wd")]
    [InlineData("--from", "2025-01-24", "--limit", "five")]
    [InlineData("--from", "2025-01-24")]
    [InlineData("--until", "2025-01-24", "--limit", "5wd")]
    public void A_wrong_command_line_is_refused_with_the_reason(params string[] args)
    {
        var error = new StringWriter();
        Assert.Equal(2, CalendarCommands.Due(args, TextWriter.Null, error));
        Assert.NotEmpty(error.ToString());
    }
}
