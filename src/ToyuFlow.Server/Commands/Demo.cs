using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>Fills each county with invented people, one for every post that its processes use, and two invented institutions. Done once.</summary>
public sealed class Demo(PackCatalog packs, Steps steps, IServiceScopeFactory scopes)
{
    public const string Password = "Demo-2025";

    private static readonly string[] PostOrder = ["accept", "review", "approve", "inspect", "handle", "pay"];
    private static readonly string[] Surnames = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        foreach (var pack in packs.Packs)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<ToyuDb>().Set<Person>().AnyAsync(p => p.TenantId == pack.Id, cancellationToken))
            {
                continue;
            }

            await steps.RunAsync(Actor.System(pack.Id), null, (services, token) => FillAsync(services, pack, token), cancellationToken);
        }
    }

    public void Announce(bool isDemo, IEnumerable<string> addresses, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"ToyuFlow 托育 已启动：{string.Join("  ", addresses)}");
        if (!isDemo)
        {
            return;
        }

        output.WriteLine($"示范账号（密码都是 {Password}）：");
        foreach (var pack in packs.Packs)
        {
            using var scope = scopes.CreateScope();
            var people = scope.ServiceProvider.GetRequiredService<ToyuDb>().Set<Person>().AsNoTracking()
                .Where(p => p.TenantId == pack.Id).OrderBy(p => p.Kind).ThenBy(p => p.UserName).Select(p => new { p.UserName, p.DisplayName }).ToList();
            output.WriteLine($"  {pack.Name}");
            foreach (var person in people)
            {
                output.WriteLine($"    {person.UserName,-28}{person.DisplayName}");
            }
        }

        output.WriteLine();
    }

    private static async Task FillAsync(IServiceProvider services, PolicyPack pack, CancellationToken cancellationToken)
    {
        var staff = services.GetRequiredService<StaffRegister>();
        var db = services.GetRequiredService<ToyuDb>();
        var acting = Roles(pack);
        var number = 0;
        foreach (var unit in pack.Units.Where(u => u.Roles.Any(acting.Contains)))
        {
            var row = await db.Set<Unit>().FirstAsync(u => u.Name == unit.Name, cancellationToken);
            var posts = await db.Set<Post>().Where(p => p.UnitId == row.Id).ToListAsync(cancellationToken);
            foreach (var post in posts.OrderBy(p => Array.IndexOf(PostOrder, p.Code)))
            {
                var role = unit.Roles.First(acting.Contains).ToLowerInvariant().Replace('_', '-');
                var name = $"测试员{Surnames[number++ % Surnames.Length]}（{unit.Name}{post.Name}）";
                var person = await AddAsync(staff, $"{pack.Id}-{role}-{post.Code}", name, ActorKind.Officer, null, cancellationToken);
                await staff.GivePostAsync(person.Id, post.Id, cancellationToken);
            }
        }

        await AddAsync(staff, $"{pack.Id}-system", "测试系统管理员", ActorKind.Administrator, AdministratorOffice.System, cancellationToken);
        await AddAsync(staff, $"{pack.Id}-system2", "测试系统管理员二", ActorKind.Administrator, AdministratorOffice.System, cancellationToken);
        await AddAsync(staff, $"{pack.Id}-security", "测试安全管理员", ActorKind.Administrator, AdministratorOffice.Security, cancellationToken);
        await AddAsync(staff, $"{pack.Id}-audit", "测试审计管理员", ActorKind.Administrator, AdministratorOffice.Audit, cancellationToken);
        var institutions = services.GetRequiredService<InstitutionRegister>();
        var first = await AddAsync(staff, $"{pack.Id}-operator", "测试举办者一", ActorKind.Operator, null, cancellationToken);
        await institutions.FoundAsync(first.Id, "示例·小橙子托育园", "profit", cancellationToken);
        var second = await AddAsync(staff, $"{pack.Id}-operator2", "测试举办者二", ActorKind.Operator, null, cancellationToken);
        await institutions.FoundAsync(second.Id, "示例·蒲公英托育中心", "nonprofit", cancellationToken);
        await AddAsync(staff, $"{pack.Id}-operator3", "测试举办者三", ActorKind.Operator, null, cancellationToken);
    }

    /// <summary>Every role that a process of the pack gives work to.</summary>
    private static HashSet<string> Roles(PolicyPack pack) =>
        [pack.LeadRole, "FIN", .. pack.Routes.Select(r => r.Role), .. pack.AcceptanceItems.Select(i => i.Role), .. pack.Inspections.Where(i => i.Frequency is not null).SelectMany(i => i.Roles)];

    private static Task<Person> AddAsync(StaffRegister staff, string userName, string name, ActorKind kind, AdministratorOffice? office, CancellationToken cancellationToken) =>
        staff.AddPersonAsync(new NewPerson(userName, name, Password, kind) { Office = office, Email = $"{userName}@example.test" }, cancellationToken);
}
