using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Acts;

public sealed class PostgresActTableTests
{
    /// <summary>In one world, since a database of its own for each cell would take longer than the cells.</summary>
    [PostgresFact]
    public async Task On_PostgreSQL_every_act_does_what_the_table_says()
    {
        using var world = new ActWorld(ToyuFlowApp.OnPostgres());
        await world.InitializeAsync();
        var failed = new List<string>();
        foreach (var (act, kind, expected) in ActTable.Cells)
        {
            try
            {
                await ActTrial.RunAsync(world, act, kind, expected);
            }
            catch (Xunit.Sdk.XunitException wrong)
            {
                failed.Add($"{act} × {kind}: {wrong.Message}");
            }
        }

        Assert.Empty(failed);
    }
}
