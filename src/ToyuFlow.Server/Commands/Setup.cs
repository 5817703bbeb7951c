using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary>
/// <c>setup --county ID</c>: the three first administrators of a county (三员分立), each with a password that is printed once and changed at the
/// first sign-in. Everybody else is made by them in the service. Done once; a county that has an administrator is left as it is.
/// </summary>
public sealed class Setup(PackCatalog packs, Steps steps)
{
    private static readonly (AdministratorOffice Office, string Name)[] Offices =
        [(AdministratorOffice.System, "系统管理员"), (AdministratorOffice.Security, "安全管理员"), (AdministratorOffice.Audit, "审计管理员")];

    public async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var index = Array.IndexOf(args, "--county");
        var county = index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
        if (county is null)
        {
            await error.WriteLineAsync("用法：setup --county 县的标识 [--json]");
            await error.WriteLineAsync($"政策包里有：{string.Join("、", packs.Packs.Select(p => $"{p.Id}（{p.Name}）"))}");
            return 2;
        }

        if (packs.Find(county) is not { } pack)
        {
            await error.WriteLineAsync($"没有名为“{county}”的政策包；有：{string.Join("、", packs.Packs.Select(p => $"{p.Id}（{p.Name}）"))}。没有任何内容被改动。");
            return 1;
        }

        try
        {
            var made = await steps.RunAsync(Actor.System(county), null, (services, token) => MakeAsync(services, county, token), CancellationToken.None);
            await PrintAsync(pack, made, args.Contains("--json"), output);
            return 0;
        }
        catch (RefusedException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<IReadOnlyList<FirstAdministrator>> MakeAsync(IServiceProvider services, string county, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<ToyuDb>().Set<Person>().AnyAsync(p => p.TenantId == county && p.Kind == ActorKind.Administrator, cancellationToken))
        {
            throw new ConflictException("这个县已经有管理员，没有任何内容被改动。要增加管理员或重置密码，请由管理员在“管理员”页提出，另一名管理员确认。");
        }

        var staff = services.GetRequiredService<StaffRegister>();
        var made = new List<FirstAdministrator>();
        foreach (var (office, name) in Offices)
        {
            var administrator = new FirstAdministrator(name, $"{county}-{office.ToString().ToLowerInvariant()}", OneTimePassword.New());
            await staff.AddPersonAsync(
                new NewPerson(administrator.UserName, name, administrator.Password, ActorKind.Administrator) { Office = office, MustChangePassword = true }, cancellationToken);
            made.Add(administrator);
        }

        return made;
    }

    private static async Task PrintAsync(PolicyPack pack, IReadOnlyList<FirstAdministrator> made, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { County = pack.Id, Administrators = made }, PolicyCommands.Json));
            return;
        }

        await output.WriteLineAsync($"{pack.Name}（{pack.Id}）的三名管理员已建立。一次性密码只显示这一次，请分别交给三个人；第一次登录时必须修改。");
        foreach (var administrator in made)
        {
            await output.WriteLineAsync($"  {administrator.Name}  账号 {administrator.UserName,-24}一次性密码 {administrator.Password}");
        }

        await output.WriteLineAsync("接下来：系统管理员在“人员账号”开通工作人员，安全管理员在“岗位授权”授予岗位。");
    }

    private sealed record FirstAdministrator(string Name, string UserName, string Password);
}
