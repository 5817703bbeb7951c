using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Designer.Rehearsals;

/// <summary>
/// 试运行: plays a version with the real activities, people, calendar and money, in one step that is undone at its end. Nothing is kept, so the whole
/// play is given each time; it takes the writer of the database for as long as a case takes for the same steps.
/// </summary>
public sealed class Rehearsal(Steps steps, GraphCache graphs)
{
    private const int MostChoices = 60;

    /// <exception cref="InvalidInputException">The version has faults that also refuse its publication.</exception>
    public async Task<RehearsalView> PlayAsync(Actor actor, RehearsalRequest request, CancellationToken cancellationToken)
    {
        if (request.Choices.Count > MostChoices)
        {
            throw new InvalidInputException("c", $"一次试运行最多走 {MostChoices} 步，请从头开始。");
        }

        var versions = new List<Guid>();
        try
        {
            return await steps.RehearseAsync(actor, (services, token) => services.GetRequiredService<RehearsalPlay>().RunAsync(request, versions, token), cancellationToken);
        }
        finally
        {
            versions.ForEach(graphs.Forget);
        }
    }
}
