using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Commands;

public sealed class SetupTests : IDisposable
{
    private readonly ToyuFlowApp _app = new(Directory.CreateTempSubdirectory("toyuflow-").FullName);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_county_gets_three_administrators_once_each_with_a_password_for_one_sign_in()
    {
        var (code, output, error) = await RunAsync("--county", ToyuFlowApp.Tenant, "--json");
        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(output);
        var made = json.RootElement.GetProperty("administrators").EnumerateArray().Select(a => (Name: a.GetProperty("userName").GetString()!, Password: a.GetProperty("password").GetString()!)).ToList();
        Assert.Equal(["luxian-system", "luxian-security", "luxian-audit"], made.Select(m => m.Name));
        Assert.Equal(3, made.Select(m => m.Password).Distinct().Count());
        foreach (var (name, password) in made)
        {
            using var client = await _app.SignInAsync(name, password);
            using var anywhere = await client.GetAsync("/accounts/administrators");
            Assert.Equal("/accounts/password", anywhere.Headers.Location?.OriginalString);
        }

        var again = await RunAsync("--county", ToyuFlowApp.Tenant);
        Assert.Equal((1, ""), (again.Code, again.Output));
        Assert.Contains("已经有管理员", again.Error, StringComparison.Ordinal);
        Assert.Equal(3, _app.Read(sql => sql.Scalar<long>("select count(*) from person")));
    }

    [Theory]
    [InlineData(2, "用法")]
    [InlineData(1, "没有名为“nowhere”的政策包", "--county", "nowhere")]
    public async Task A_wrong_command_line_changes_nothing_and_names_the_counties(int expected, string said, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Contains(ToyuFlowApp.Tenant, error, StringComparison.Ordinal);
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from person")));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await _app.Services.GetRequiredService<Setup>().RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
