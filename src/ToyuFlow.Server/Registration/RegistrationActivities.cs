using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Registration;

/// <summary>Asks the pack which role registers an institution of this type.</summary>
public sealed class RegistrationRouteActivity(ToyuDb db, Step step, PackCatalog packs, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.RegistrationRoute";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var type = await (from c in db.Set<Case>()
                          join i in db.Set<Institution>() on c.InstitutionId equals i.Id
                          where c.Id == running.RequiredCaseId
                          select i.TypeCode).FirstAsync(cancellationToken);
        var route = packs[step.TenantId].RouteFor(type)
            ?? throw new InvalidOperationException($"政策包没有规定机构类型“{type}”由哪个部门登记，请管理员设置后重试。");
        context.SetOutput("Role", route.Role);
        context.JournalData["role"] = route.Role;
        context.JournalData["source"] = route.Source.ToString();
        context.Complete();
    }
}

/// <summary>Records the registration with the code that the authority gave.</summary>
public sealed class RegisterInstitutionActivity(RegisterInstitution register, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.RegisterInstitution";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        await register.RunAsync(running.RequiredCaseId, context.GetInput<string>("CreditCode") ?? "", context.GetInput<string>("LicenceNumber") ?? "", cancellationToken);
        context.Complete();
    }
}

/// <summary>Pushes the registration to the unit of a role (卫生健康).</summary>
public sealed class PushRegistrationActivity(PushRegistration push, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.PushRegistration";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        await push.RunAsync(running.RequiredCaseId, context.GetInput<string>("LicenceNumber") ?? "", cancellationToken);
        context.Complete();
    }
}
