using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inspections;

/// <summary>Puts institutions on file without walking through registration and filing.</summary>
internal static class FiledInstitutions
{
    /// <summary>An invented institution, run by a demo operator where one is named.</summary>
    public static Task<Guid> FileAsync(this ToyuFlowApp app, string name, string? operatorName = null) =>
        app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
        {
            var db = (ToyuDb)services.GetService(typeof(ToyuDb))!;
            var step = (Step)services.GetService(typeof(Step))!;
            var institution = new Institution { Id = step.NewId(), Name = name, TypeCode = "profit", CreatedAt = step.Now };
            institution.File($"示例〔2025〕{name}", step.Now);
            db.Add(institution);
            if (operatorName is not null)
            {
                db.Add(new InstitutionOperator { Id = step.NewId(), InstitutionId = institution.Id, PersonId = app.ActorOf(operatorName).PersonId!.Value });
            }

            await db.SaveChangesAsync(token);
            return institution.Id;
        }, CancellationToken.None);
}
