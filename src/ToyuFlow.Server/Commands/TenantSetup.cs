using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Files;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>
/// Brings each policy pack into the database at the start: the tenant, its units with their roles and posts, and its definitions (those of
/// common/ unless the pack has its own). What is there already stays; a file that changed becomes a new version unless the definition was edited here.
/// </summary>
public sealed class TenantSetup(PackCatalog packs, DefinitionFiles files, Steps steps)
{
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var pack in packs.Packs)
        {
            await steps.RunAsync(Actor.System(pack.Id), null, async (services, token) =>
            {
                await EnsureTenantAsync(services, pack, token);
                await EnsureUnitsAsync(services.GetRequiredService<StaffRegister>(), pack, token);
                await EnsureDefinitionsAsync(services.GetRequiredService<TakeDefinitionFile>(), pack, token);
            }, cancellationToken);
        }
    }

    private static async Task EnsureTenantAsync(IServiceProvider services, PolicyPack pack, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<ToyuDb>();
        if (!await db.Set<Tenant>().AnyAsync(t => t.Id == pack.Id, cancellationToken))
        {
            db.Add(new Tenant { Id = pack.Id, Name = pack.Name, CreatedAt = services.GetRequiredService<Step>().Now });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private static async Task EnsureUnitsAsync(StaffRegister staff, PolicyPack pack, CancellationToken cancellationToken)
    {
        foreach (var described in pack.Units)
        {
            var unit = await staff.EnsureUnitAsync(described.Name, described.Roles, cancellationToken);
            foreach (var code in described.Posts)
            {
                await staff.EnsurePostAsync(unit.Id, code, pack.Posts.GetValueOrDefault(code, code), cancellationToken);
            }
        }
    }

    private async Task EnsureDefinitionsAsync(TakeDefinitionFile definitions, PolicyPack pack, CancellationToken cancellationToken)
    {
        foreach (var file in files.Of(pack))
        {
            await definitions.RunAsync(Path.Combine(Path.GetFileName(Path.GetDirectoryName(file))!, Path.GetFileName(file)), await File.ReadAllTextAsync(file, cancellationToken), cancellationToken);
        }
    }
}
